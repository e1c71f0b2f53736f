-- Operations about a record that take text away; not what is held (a clock ahead).
SELECT e.k, e.site, e.epoch, e.stream, e.seq FROM erased e WHERE e.ent = :ent AND NOT EXISTS (SELECT 1 FROM held h
  WHERE h.site = e.site AND h.epoch = e.epoch AND h.stream = e.stream AND h.seq = e.seq)
ORDER BY e.hlc, e.op
