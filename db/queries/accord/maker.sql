-- Who made a record: the writer of its first operation. What is held for its clock has not happened yet; who takes
-- text away has not made anything.
SELECT site FROM op WHERE ent = :ent AND NOT EXISTS (SELECT 1 FROM held h WHERE h.reason = 'clock'
  AND h.site = op.site AND h.epoch = op.epoch AND h.stream = op.stream AND h.seq = op.seq)
  AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.op = op.site || '.' || op.epoch || '.' || op.stream || '.' || op.seq)
ORDER BY hlc, site, epoch, seq LIMIT 1
