SELECT n FROM entity WHERE id = :id
