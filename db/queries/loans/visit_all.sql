SELECT id, site, day, count, at FROM visit ORDER BY id
