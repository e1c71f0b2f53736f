SELECT * FROM request WHERE id = :id
