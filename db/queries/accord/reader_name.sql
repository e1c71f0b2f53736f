SELECT name FROM reader WHERE id = :id
