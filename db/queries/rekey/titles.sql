SELECT e.n, t.name, t.author, t.isbn, t.call_number FROM entity e CROSS JOIN title t ON t.id = e.id WHERE e.n > :after ORDER BY e.n LIMIT :rows
