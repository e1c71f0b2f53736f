-- Open loans of a copy: one, or more after a clash between sites.
SELECT l.id, l.copy, l.reader, l.reader_kind, l.out_at, l.due, l.renewals, l.back_at, l.ended, COALESCE(r.name, '') AS reader_name
FROM loan l LEFT JOIN reader r ON r.id = l.reader
WHERE l.copy = :copy AND l.back_at IS NULL ORDER BY l.out_at, l.id
