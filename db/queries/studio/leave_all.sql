SELECT id, owner, "from", "to"
FROM leave ORDER BY id
