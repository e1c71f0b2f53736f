SELECT seq FROM op WHERE site = :site AND epoch = :epoch AND stream = :stream AND seq BETWEEN :first AND :last AND body IS NULL
AND NOT EXISTS (SELECT 1 FROM erased WHERE erased.ent = op.ent AND erased.k = 'erase')
