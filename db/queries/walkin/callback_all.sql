SELECT id, request, resident, due, made_at, done_at, clerk, reason, result, site
FROM callback ORDER BY id
