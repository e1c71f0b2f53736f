INSERT INTO setting (id, site, key, value)
SELECT :id, COALESCE(:row ->> 'site', ''), COALESCE(:row ->> 'key', ''), COALESCE(:row ->> 'value', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET site = excluded.site, key = excluded.key, value = excluded.value
