SELECT id, advisor, place, start, minutes, "to", until, given, taken, by_phone FROM grant ORDER BY id
