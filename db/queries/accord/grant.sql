SELECT id, advisor, place, start, minutes, "to", until, given, taken, by_phone FROM grant WHERE id = :id
