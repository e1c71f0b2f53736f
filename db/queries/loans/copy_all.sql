SELECT id, title, barcode, call_number, kind, site, state, due, hold, note FROM copy ORDER BY id
