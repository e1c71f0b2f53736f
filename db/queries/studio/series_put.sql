INSERT INTO series (id, name, rule, start, minutes, holidays, kind, advisor, place, stopped)
SELECT :id, COALESCE(:row ->> 'name', ''), COALESCE(:row ->> 'rule', ''), COALESCE(:row ->> 'start', ''), COALESCE(:row ->> 'minutes', 0), COALESCE(:row ->> 'holidays', ''), COALESCE(:row ->> 'kind', ''), COALESCE(:row ->> 'advisor', ''), COALESCE(:row ->> 'place', ''), COALESCE(:row ->> 'stopped', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET name = excluded.name, rule = excluded.rule, start = excluded.start, minutes = excluded.minutes, holidays = excluded.holidays, kind = excluded.kind, advisor = excluded.advisor, place = excluded.place, stopped = excluded.stopped
