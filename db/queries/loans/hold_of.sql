-- The open hold of a reader on a title.
SELECT id FROM hold WHERE reader = :reader AND title = :title AND ended_at IS NULL ORDER BY placed_at, id LIMIT 1
