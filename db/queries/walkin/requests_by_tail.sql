-- Requests of this site that end so.
SELECT id, number FROM request WHERE tail = :tail AND home = :site ORDER BY id LIMIT 10
