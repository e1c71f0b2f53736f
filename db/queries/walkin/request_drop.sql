DELETE FROM request WHERE id = :id
