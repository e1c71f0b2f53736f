DELETE FROM booking_note WHERE id = :id
