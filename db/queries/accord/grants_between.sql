SELECT id, advisor, place, start, minutes, "to", until, given, taken, by_phone FROM grant WHERE start >= :from AND start < :until ORDER BY start, id
