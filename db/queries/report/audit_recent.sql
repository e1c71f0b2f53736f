SELECT n, at, clerk, act, ent, fields FROM audit WHERE n < :before ORDER BY n DESC LIMIT :rows
