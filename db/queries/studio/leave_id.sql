SELECT id FROM leave WHERE id = :id
