INSERT INTO visit (id, site, day, count, at)
SELECT :id, COALESCE(:site, ''), COALESCE(:day, ''), COALESCE(:count, 0), COALESCE(:at, 0)
WHERE true
ON CONFLICT (id) DO UPDATE SET site = excluded.site, day = excluded.day, count = excluded.count, at = excluded.at
