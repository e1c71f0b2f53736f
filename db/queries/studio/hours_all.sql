SELECT id, owner, weekday, "from", "to"
FROM hours ORDER BY id
