INSERT INTO checkpoint (site, epoch, stream, seq, hash, sig) VALUES (:site, :epoch, :stream, :seq, :hash, :sig)
ON CONFLICT (site, epoch, stream, seq) DO NOTHING
