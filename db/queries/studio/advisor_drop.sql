DELETE FROM advisor WHERE id = :id
