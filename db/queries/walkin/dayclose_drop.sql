DELETE FROM dayclose WHERE id = :id
