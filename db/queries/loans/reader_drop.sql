DELETE FROM reader WHERE id = :id
