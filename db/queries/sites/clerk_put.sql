INSERT INTO clerk (id, site, name, key, transfer)
SELECT :id, COALESCE(:row ->> 'site', ''), COALESCE(:row ->> 'name', ''), COALESCE(:row ->> 'key', ''), COALESCE(:row ->> 'transfer', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET site = excluded.site, name = excluded.name, key = excluded.key, transfer = excluded.transfer
