DELETE FROM resident WHERE id = :id
