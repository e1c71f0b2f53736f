SELECT * FROM pause WHERE request = :request ORDER BY from_at, id
