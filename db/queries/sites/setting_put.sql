INSERT INTO setting (id, site, key, value)
SELECT :id, COALESCE(:site, ''), COALESCE(:key, ''), COALESCE(:value, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET site = excluded.site, key = excluded.key, value = excluded.value
