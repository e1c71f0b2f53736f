SELECT id FROM booking WHERE phone <> '' AND start <> '' AND start < :before ORDER BY id
