INSERT INTO entity (id) VALUES (:id) ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING n
