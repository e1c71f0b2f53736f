INSERT INTO booking_note (id, booking, text, restricted, at, by)
SELECT :id, COALESCE(:booking, ''), COALESCE(:text, ''), COALESCE(:restricted, 0),
       COALESCE(:at, 0), COALESCE(:by, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
       booking = excluded.booking, text = excluded.text, restricted = excluded.restricted, at = excluded.at, by = excluded.by
