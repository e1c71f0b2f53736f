DELETE FROM checkpoint WHERE site = :site AND epoch = :epoch AND stream = :stream AND seq < :seq AND seq > :seq / 5000 * 5000
