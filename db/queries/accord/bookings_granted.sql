-- Bookings of a desk on the day of a grant to it.
SELECT id FROM booking WHERE home = :to AND start >= :day AND start < :day || 'U'
