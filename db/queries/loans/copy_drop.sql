DELETE FROM copy WHERE id = :id
