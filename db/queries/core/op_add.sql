INSERT INTO op (site, epoch, stream, seq, hlc, ent, header, body, body_hash, hash, via)
VALUES (:site, :epoch, :stream, :seq, :hlc, :ent, :header, :body, :body_hash, :hash, :via)
