-- Open loans of everybody by due date, after a row.
SELECT l.id, l.copy, l.reader, l.reader_kind, l.out_at, l.due, l.renewals, l.back_at, l.ended, COALESCE(r.name, '') AS reader_name,
       COALESCE(t.name, '') AS title, COALESCE(c.barcode, '') AS barcode, COALESCE(NULLIF(c.call_number, ''), t.call_number, '') AS call_number
FROM loan l LEFT JOIN reader r ON r.id = l.reader LEFT JOIN copy c ON c.id = l.copy LEFT JOIN title t ON t.id = c.title
WHERE l.site = :site AND l.back_at IS NULL AND (l.due, l.id) > (:due, :id) ORDER BY l.due, l.id LIMIT :rows
