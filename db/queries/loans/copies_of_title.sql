-- Every copy of a title, those of this room first.
SELECT id, title, barcode, call_number, kind, site, state, due, hold, note FROM copy WHERE title = :title
ORDER BY site <> :site, site, barcode, id LIMIT 500
