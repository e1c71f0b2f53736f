SELECT o.id, o.file, o.at, o.covers, COALESCE(p.have, '{}') FROM bundle_out o LEFT JOIN peer p ON p.site = o.to_site
WHERE o.file <> '' AND o.file LIKE '%.qtb'
