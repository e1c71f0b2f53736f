SELECT id FROM booking WHERE number = :number ORDER BY id LIMIT 1
