SELECT e.n, r.name, r.card, '', '' FROM entity e CROSS JOIN reader r ON r.id = e.id WHERE e.n > :after ORDER BY e.n LIMIT :rows
