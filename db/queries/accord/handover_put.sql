INSERT INTO handover (id, ent, "to", at)
SELECT :id, COALESCE(:row ->> 'ent', ''), COALESCE(:row ->> 'to', ''), COALESCE(:row ->> 'at', 0)
WHERE true
ON CONFLICT (id) DO UPDATE SET ent = excluded.ent, "to" = excluded."to", at = excluded.at
