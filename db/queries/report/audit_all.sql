SELECT n, at, clerk, act, ent, fields, prev, hash FROM audit ORDER BY n
