-- Records of which anybody, as far as it is known here, wrote after :ent was made something that names it. In each stream
-- only what came after: a writer's clock never runs back within one, and who names a record has seen it.
WITH made AS (SELECT min(hlc) AS hlc FROM op WHERE ent = :ent)
SELECT DISTINCT o.ent FROM made CROSS JOIN stream s CROSS JOIN op o ON o.site = s.site AND o.epoch = s.epoch AND o.stream = s.name
WHERE o.seq > COALESCE((
    SELECT p.seq FROM op p WHERE p.site = s.site AND p.epoch = s.epoch AND p.stream = s.name AND p.hlc <= made.hlc
    ORDER BY p.seq DESC LIMIT 1), 0)
  AND o.ent <> :ent AND instr(CAST(o.body AS TEXT), :ent) > 0
