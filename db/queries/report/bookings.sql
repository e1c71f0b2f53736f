-- Bookings for a period by the desk that made them and their outcome; the first half past at the moment of asking.
SELECT home, state, start < :now AS past, count(*) FROM booking
WHERE start >= :first AND start < :end AND lecture = '' GROUP BY home, state, past
