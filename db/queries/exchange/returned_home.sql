UPDATE held SET reason = 'home' WHERE site = :site AND epoch = :epoch AND stream = :stream AND seq = :seq
