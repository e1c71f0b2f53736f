SELECT id FROM booking WHERE state = 'booked' ORDER BY id
