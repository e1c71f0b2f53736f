-- Open holds: those on the hold shelf by their last day, then those that wait.
SELECT h.id, h.title, h.reader, h.placed_at, h.state, h.until, COALESCE(t.name, '') AS title_name, COALESCE(r.name, '') AS reader_name, c.barcode
FROM hold h LEFT JOIN title t ON t.id = h.title LEFT JOIN reader r ON r.id = h.reader LEFT JOIN copy c ON c.id = h.copy
WHERE h.ended_at IS NULL AND (:reader IS NOT NULL OR :title IS NOT NULL OR h.site = :site) AND (:reader IS NULL OR h.reader = :reader) AND (:title IS NULL OR h.title = :title)
ORDER BY h.state, h.until, h.placed_at, h.id LIMIT 500
