SELECT id FROM certificate WHERE code = :word OR name = :word ORDER BY id LIMIT 2
