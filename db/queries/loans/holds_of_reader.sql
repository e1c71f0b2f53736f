SELECT id, title, reader, placed_at, state, copy, until FROM hold WHERE reader = :reader AND ended_at IS NULL ORDER BY placed_at, id LIMIT 500
