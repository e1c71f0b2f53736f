SELECT id, day, kind, name FROM calday ORDER BY id
