SELECT e.n, r.service, r.summary, COALESCE(r.merged_into, ''), '' FROM entity e CROSS JOIN request r ON r.id = e.id WHERE e.n > :after ORDER BY e.n LIMIT :rows
