SELECT ent FROM op WHERE site = :site AND epoch = :epoch AND stream = :stream AND seq >= :first
