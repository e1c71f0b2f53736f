SELECT n FROM resident WHERE id = :id
