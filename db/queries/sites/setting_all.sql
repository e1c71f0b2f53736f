SELECT id, site, key, value FROM setting ORDER BY id
