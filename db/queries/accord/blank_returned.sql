UPDATE op SET body = NULL WHERE ent = :ent AND body IS NOT NULL AND CAST(header AS TEXT) ->> '$.p' = 1
