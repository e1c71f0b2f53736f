INSERT INTO held (site, epoch, stream, seq, hlc, ent, reason) VALUES (:site, :epoch, :stream, :seq, :hlc, :ent, :reason)
