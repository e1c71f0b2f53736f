DELETE FROM calday WHERE id = :id
