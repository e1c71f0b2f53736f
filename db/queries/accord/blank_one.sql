UPDATE op SET body = NULL WHERE ent = :ent AND site = :site AND epoch = :epoch AND stream = :stream AND seq = :seq AND body IS NOT NULL AND CAST(header AS TEXT) ->> '$.p' = 1
