DELETE FROM resident WHERE id = :id RETURNING n
