SELECT id, name, author, publisher, year, isbn, call_number, class, language, pages, series, subjects, summary, notes
FROM title WHERE id = :id
