SELECT c.*, r.number AS number, NULL AS name, '' AS about FROM callback c LEFT JOIN request r ON r.id = c.request WHERE c.id = :id
