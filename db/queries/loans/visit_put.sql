INSERT INTO visit (id, site, day, count, at)
SELECT :id, COALESCE(:row ->> 'site', ''), COALESCE(:row ->> 'day', ''), COALESCE(:row ->> 'count', 0), COALESCE(:row ->> 'at', 0)
WHERE true
ON CONFLICT (id) DO UPDATE SET site = excluded.site, day = excluded.day, count = excluded.count, at = excluded.at
