-- By the tail's index: a tail stands once a year at each site.
SELECT id, number FROM request WHERE tail = substr(:number, -9) AND number = :number ORDER BY id LIMIT 10
