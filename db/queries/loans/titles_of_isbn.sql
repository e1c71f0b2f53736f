SELECT id FROM title WHERE isbn = :isbn AND isbn <> '' ORDER BY id LIMIT 10
