SELECT c.*, r.number AS number FROM callback c LEFT JOIN request r ON r.id = c.request
WHERE c.site = :site AND c.done_at IS NULL ORDER BY c.due, c.id LIMIT 200
