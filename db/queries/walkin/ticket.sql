SELECT * FROM ticket WHERE id = :id
