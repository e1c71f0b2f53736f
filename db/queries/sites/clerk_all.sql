SELECT id, site, name, key, transfer FROM clerk ORDER BY id
