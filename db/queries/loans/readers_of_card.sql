SELECT id FROM reader WHERE card = :card ORDER BY id LIMIT 10
