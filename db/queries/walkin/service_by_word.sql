-- By code, number or whole name.
SELECT id FROM service WHERE code = :word OR number = :word OR name = :word ORDER BY id LIMIT 2
