SELECT seq, header, body, body_hash FROM op WHERE site = :site AND epoch = :epoch AND stream = :stream AND seq >= :first ORDER BY seq
