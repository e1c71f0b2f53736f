SELECT id, name, author, publisher, year, isbn, call_number, class, language, pages, series, subjects, summary, notes, record
FROM title ORDER BY id
