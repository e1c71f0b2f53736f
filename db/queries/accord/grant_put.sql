INSERT INTO grant (id, advisor, place, start, minutes, "to", until, given, taken, by_phone)
SELECT :id, COALESCE(:advisor, ''), COALESCE(:place, ''), COALESCE(:start, ''),
  COALESCE(:minutes, 0), COALESCE(:to, ''), COALESCE(:until, 0), COALESCE(:given, 0),
  COALESCE(:taken, 0), COALESCE(:by_phone, 0)
WHERE true
ON CONFLICT (id) DO UPDATE SET advisor = excluded.advisor, place = excluded.place, start = excluded.start,
  minutes = excluded.minutes, "to" = excluded."to", until = excluded.until, given = excluded.given, taken = excluded.taken,
  by_phone = excluded.by_phone
