DELETE FROM certificate WHERE id = :id
