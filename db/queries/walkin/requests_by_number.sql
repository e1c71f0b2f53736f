SELECT id, number FROM request WHERE number = :number ORDER BY id LIMIT 10
