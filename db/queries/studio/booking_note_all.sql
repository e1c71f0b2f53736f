SELECT id, booking, text, restricted, at, by
FROM booking_note ORDER BY id
