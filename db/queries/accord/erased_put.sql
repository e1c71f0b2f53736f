INSERT INTO erased (op, ent, k, site, epoch, stream, seq, hlc) VALUES (:op, :ent, :k, :site, :epoch, :stream, :seq, :hlc)
ON CONFLICT (op) DO NOTHING
