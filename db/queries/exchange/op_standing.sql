SELECT epoch, seq FROM op WHERE ent = :ent AND site = :site AND stream = :stream AND body_hash = :sum LIMIT 1
