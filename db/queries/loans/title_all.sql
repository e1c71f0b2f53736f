SELECT id, name, author, publisher, year, isbn, call_number FROM title ORDER BY id
