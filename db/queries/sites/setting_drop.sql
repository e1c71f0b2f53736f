DELETE FROM setting WHERE id = :id
