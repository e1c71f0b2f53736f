-- The queue of a title.
SELECT h.id, h.title, h.reader, h.placed_at, h.state, h.copy, h.until, COALESCE(r.name, '') AS reader_name
FROM hold h LEFT JOIN reader r ON r.id = h.reader
WHERE h.title = :title AND h.ended_at IS NULL ORDER BY h.placed_at, h.id LIMIT 500
