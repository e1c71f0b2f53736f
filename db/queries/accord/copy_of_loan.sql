SELECT copy FROM loan WHERE id = :id
