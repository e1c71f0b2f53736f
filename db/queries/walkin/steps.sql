SELECT * FROM step WHERE request = :request ORDER BY id
