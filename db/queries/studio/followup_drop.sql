DELETE FROM followup WHERE id = :id
