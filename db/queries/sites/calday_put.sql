INSERT INTO calday (id, day, kind, name)
SELECT :id, COALESCE(:day, ''), COALESCE(:kind, ''), COALESCE(:name, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET day = excluded.day, kind = excluded.kind, name = excluded.name
