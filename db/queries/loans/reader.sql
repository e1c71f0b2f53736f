SELECT id, name, card, kind, resident, until, blocked_until FROM reader WHERE id = :id
