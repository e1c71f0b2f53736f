DELETE FROM entity WHERE id = :id
