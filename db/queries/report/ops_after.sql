SELECT seq, hlc, ent, header, body, body_hash, hash, via FROM op
WHERE site = :site AND epoch = :epoch AND stream = :stream AND seq > :after AND seq <= :last ORDER BY seq
