INSERT INTO hours (id, owner, weekday, "from", "to")
SELECT :id, COALESCE(:owner, ''), COALESCE(:weekday, 0), COALESCE(:from, ''),
       COALESCE(:to, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
       owner = excluded.owner, weekday = excluded.weekday, "from" = excluded."from", "to" = excluded."to"
