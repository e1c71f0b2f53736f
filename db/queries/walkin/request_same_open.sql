SELECT number FROM request
WHERE resident = :resident AND service = :service AND state NOT IN ('finished', 'merged') ORDER BY id LIMIT 1
