INSERT INTO booking_note (id, booking, text, restricted, at, by)
SELECT :id, COALESCE(:row ->> 'booking', ''), COALESCE(:row ->> 'text', ''), COALESCE(:row ->> 'restricted', 0),
       COALESCE(:row ->> 'at', 0), COALESCE(:row ->> 'by', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
       booking = excluded.booking, text = excluded.text, restricted = excluded.restricted, at = excluded.at, by = excluded.by
