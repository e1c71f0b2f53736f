SELECT id, number FROM request WHERE count = :count AND state NOT IN ('finished', 'merged') ORDER BY id LIMIT 10
