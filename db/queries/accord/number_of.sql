SELECT number FROM booking WHERE id = :id UNION ALL SELECT number FROM request WHERE id = :id UNION ALL SELECT barcode FROM copy WHERE id = :id
UNION ALL SELECT number FROM ticket WHERE id = :id LIMIT 1
