SELECT id FROM reader WHERE resident = :resident ORDER BY id LIMIT 10
