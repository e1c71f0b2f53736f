SELECT id FROM copy WHERE barcode = :barcode ORDER BY id LIMIT 10
