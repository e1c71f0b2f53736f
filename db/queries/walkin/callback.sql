SELECT c.*, r.number AS number FROM callback c LEFT JOIN request r ON r.id = c.request WHERE c.id = :id
