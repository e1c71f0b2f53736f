DELETE FROM clerk WHERE id = :id
