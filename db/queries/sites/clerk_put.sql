INSERT INTO clerk (id, site, name, key, transfer)
SELECT :id, COALESCE(:site, ''), COALESCE(:name, ''), COALESCE(:key, ''), COALESCE(:transfer, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET site = excluded.site, name = excluded.name, key = excluded.key, transfer = excluded.transfer
