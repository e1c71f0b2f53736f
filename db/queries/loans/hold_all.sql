SELECT id, title, reader, placed_at, state, copy, until, ended_at, site FROM hold ORDER BY id
