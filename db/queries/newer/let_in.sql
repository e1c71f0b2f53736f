DELETE FROM held WHERE site = :site AND epoch = :epoch AND stream = :stream AND seq = :seq
