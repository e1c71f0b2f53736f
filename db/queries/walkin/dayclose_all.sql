SELECT id, day, closed_at, clerk, served, unserved, carried, site
FROM dayclose ORDER BY id
