SELECT id, number FROM request WHERE tail = :tail ORDER BY id LIMIT 10
