INSERT INTO audit (n, at, clerk, act, ent, fields, prev, hash) VALUES (:n, :at, :clerk, :act, :ent, :fields, :prev, :hash)
