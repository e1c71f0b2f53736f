INSERT INTO title (id, name, author, publisher, year, isbn, call_number)
SELECT :id, COALESCE(:row ->> 'name', ''),
       COALESCE(:row ->> 'author', ''),
       COALESCE(:row ->> 'publisher', ''),
       COALESCE(:row ->> 'year', ''),
       COALESCE(:row ->> 'isbn', ''),
       COALESCE(:row ->> 'call_number', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
  name = excluded.name,
  author = excluded.author,
  publisher = excluded.publisher,
  year = excluded.year,
  isbn = excluded.isbn,
  call_number = excluded.call_number
