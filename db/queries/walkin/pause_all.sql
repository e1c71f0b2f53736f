SELECT id, request, reason, from_at, to_at
FROM pause ORDER BY id
