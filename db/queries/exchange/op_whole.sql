SELECT header, body FROM op WHERE site = :site AND epoch = :epoch AND stream = :stream AND seq = :seq
