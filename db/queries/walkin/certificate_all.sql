SELECT id, code, name, office, retired
FROM certificate ORDER BY id
