INSERT INTO series (id, name, rule, start, minutes, holidays, kind, advisor, place, stopped)
SELECT :id, COALESCE(:name, ''), COALESCE(:rule, ''), COALESCE(:start, ''), COALESCE(:minutes, 0), COALESCE(:holidays, ''), COALESCE(:kind, ''), COALESCE(:advisor, ''), COALESCE(:place, ''), COALESCE(:stopped, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET name = excluded.name, rule = excluded.rule, start = excluded.start, minutes = excluded.minutes, holidays = excluded.holidays, kind = excluded.kind, advisor = excluded.advisor, place = excluded.place, stopped = excluded.stopped
