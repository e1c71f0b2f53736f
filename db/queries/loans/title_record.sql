SELECT record FROM title WHERE id = :id
