INSERT INTO hours (id, owner, weekday, "from", "to")
SELECT :id, COALESCE(:row ->> 'owner', ''), COALESCE(:row ->> 'weekday', 0), COALESCE(:row ->> 'from', ''),
       COALESCE(:row ->> 'to', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
       owner = excluded.owner, weekday = excluded.weekday, "from" = excluded."from", "to" = excluded."to"
