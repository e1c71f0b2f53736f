SELECT id, booking, text, restricted, at, by FROM booking_note WHERE booking = :booking ORDER BY at, id
