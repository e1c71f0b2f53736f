INSERT INTO grant (id, advisor, place, start, minutes, "to", until, given, taken, by_phone)
SELECT :id, COALESCE(:row ->> 'advisor', ''), COALESCE(:row ->> 'place', ''), COALESCE(:row ->> 'start', ''),
  COALESCE(:row ->> 'minutes', 0), COALESCE(:row ->> 'to', ''), COALESCE(:row ->> 'until', 0), COALESCE(:row ->> 'given', 0),
  COALESCE(:row ->> 'taken', 0), COALESCE(:row ->> 'by_phone', 0)
WHERE true
ON CONFLICT (id) DO UPDATE SET advisor = excluded.advisor, place = excluded.place, start = excluded.start,
  minutes = excluded.minutes, "to" = excluded."to", until = excluded.until, given = excluded.given, taken = excluded.taken,
  by_phone = excluded.by_phone
