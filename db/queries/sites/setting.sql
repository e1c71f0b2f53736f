SELECT value FROM setting WHERE id = :id
