SELECT seq, hash, body IS NULL FROM op
WHERE site = :site AND epoch = :epoch AND stream = :stream AND seq BETWEEN :first AND :last ORDER BY seq
