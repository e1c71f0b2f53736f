INSERT INTO leave (id, owner, "from", "to")
SELECT :id, COALESCE(:owner, ''), COALESCE(:from, ''), COALESCE(:to, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
       owner = excluded.owner, "from" = excluded."from", "to" = excluded."to"
