SELECT id, title, reader, placed_at, state, copy, until, ended_at FROM hold WHERE id = :id
