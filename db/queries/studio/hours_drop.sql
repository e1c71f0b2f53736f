DELETE FROM hours WHERE id = :id
