SELECT id, request, resident, due, made_at, done_at, clerk, reason, result
FROM callback ORDER BY id
