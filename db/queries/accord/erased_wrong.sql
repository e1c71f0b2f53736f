-- Remembered and log must be the same.
SELECT e.op || ': remembered, not in the log' FROM erased e WHERE NOT EXISTS (SELECT 1 FROM op o
  WHERE o.site = e.site AND o.epoch = e.epoch AND o.stream = e.stream AND o.seq = e.seq AND o.ent = e.ent)
UNION ALL SELECT o.site || '.' || o.epoch || '.' || o.stream || '.' || o.seq || ': takes text away and is not remembered' FROM op o
WHERE instr(o.header, CAST('"k":"set"' AS BLOB)) = 0 AND CAST(o.header AS TEXT) ->> '$.k' IN ('erase', 'redact')
  AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.site = o.site AND e.epoch = o.epoch AND e.stream = o.stream AND e.seq = o.seq)
