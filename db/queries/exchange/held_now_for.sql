UPDATE held SET reason = :reason WHERE site = :site AND epoch = :epoch AND stream = :stream AND seq = :seq
