SELECT id, request, kind, at, clerk, stage, until, "by", text
FROM step ORDER BY id
