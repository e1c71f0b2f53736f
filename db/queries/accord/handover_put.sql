INSERT INTO handover (id, ent, "to", at)
SELECT :id, COALESCE(:ent, ''), COALESCE(:to, ''), COALESCE(:at, 0)
WHERE true
ON CONFLICT (id) DO UPDATE SET ent = excluded.ent, "to" = excluded."to", at = excluded.at
