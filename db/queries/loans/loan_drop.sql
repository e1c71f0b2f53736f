DELETE FROM loan WHERE id = :id
