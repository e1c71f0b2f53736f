DELETE FROM settlement WHERE id = :id
