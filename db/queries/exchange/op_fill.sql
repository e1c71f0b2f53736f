UPDATE op SET body = :body
WHERE site = :site AND epoch = :epoch AND stream = :stream AND seq = :seq AND body IS NULL AND body_hash = :body_hash
AND NOT EXISTS (SELECT 1 FROM erased WHERE erased.ent = op.ent AND erased.k = 'erase')
