-- Every operation of a record that may count: held ones only if they are held for who wrote them.
SELECT site, epoch, stream, seq, hlc, header, body FROM op WHERE ent = :ent AND NOT EXISTS (SELECT 1 FROM held h
  WHERE h.site = op.site AND h.epoch = op.epoch AND h.stream = op.stream AND h.seq = op.seq AND h.reason <> 'breach')
