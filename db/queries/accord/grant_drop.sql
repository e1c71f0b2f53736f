DELETE FROM grant WHERE id = :id
