-- Copies in a clash that one of the loans :ents, a JSON list of ids, has part in.
SELECT DISTINCT c.ent FROM conflict_of l JOIN conflict_of c ON c.conflict = l.conflict
WHERE l.ent IN (SELECT value FROM json_each(:ents)) AND c.ent LIKE 'copy:%'
