SELECT id, name, card, kind, resident, until, blocked_until FROM reader ORDER BY id
