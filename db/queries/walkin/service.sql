SELECT * FROM service WHERE id = :id
