DELETE FROM title WHERE id = :id
