-- Bookings of a desk on the day of a grant to it.
SELECT b.id FROM grant g JOIN booking b ON b.home = g."to" AND b.start >= substr(g.start, 1, 10) AND b.start < substr(g.start, 1, 10) || 'U'
WHERE g.id = :grant
