SELECT id, name, author, publisher, year, isbn, call_number FROM title WHERE id = :id
