-- There are few of these, most often none.
UPDATE op_aside SET body = NULL WHERE body IS NOT NULL AND CAST(header AS TEXT) ->> '$.ent' = :ent AND CAST(header AS TEXT) ->> '$.p' = 1
