-- Records that hold something personal of a resident.
SELECT id FROM reader WHERE resident = :resident
UNION SELECT id FROM request WHERE resident = :resident
UNION SELECT s.id FROM step s JOIN request r ON r.id = s.request WHERE r.resident = :resident
UNION SELECT id FROM callback WHERE resident = :resident
UNION SELECT c.id FROM callback c JOIN request r ON r.id = c.request WHERE r.resident = :resident
UNION SELECT id FROM ticket WHERE resident = :resident
UNION SELECT id FROM booking WHERE client = :resident
UNION SELECT n.id FROM booking_note n JOIN booking b ON b.id = n.booking WHERE b.client = :resident
UNION SELECT id FROM followup WHERE client = :resident
UNION SELECT f.id FROM followup f JOIN booking b ON b.id = f.booking WHERE b.client = :resident
