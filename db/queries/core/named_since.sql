-- Records of which this site wrote, after it made :ent, something that names it. In each stream of this site only what
-- came after: its clock never runs back within one.
WITH made AS (SELECT min(hlc) AS hlc FROM op WHERE ent = :ent)
SELECT DISTINCT o.ent FROM made, stream s JOIN op o ON o.site = s.site AND o.epoch = s.epoch AND o.stream = s.name
WHERE s.site = :site AND o.seq > COALESCE((
    SELECT p.seq FROM op p WHERE p.site = s.site AND p.epoch = s.epoch AND p.stream = s.name AND p.hlc <= made.hlc
    ORDER BY p.seq DESC LIMIT 1), 0)
  AND o.ent <> :ent AND instr(CAST(o.body AS TEXT), :ent) > 0
