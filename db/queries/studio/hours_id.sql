SELECT id FROM hours WHERE id = :id
