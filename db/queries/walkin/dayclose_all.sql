SELECT id, day, closed_at, clerk, served, unserved, carried
FROM dayclose ORDER BY id
