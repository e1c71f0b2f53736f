DELETE FROM callback WHERE id = :id
