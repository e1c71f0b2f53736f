SELECT seq, header, body, body_hash, hash FROM op
WHERE site = :site AND epoch = :epoch AND stream = :stream AND seq > :after AND seq <= :last ORDER BY seq LIMIT :rows
