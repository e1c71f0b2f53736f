INSERT INTO dayclose (id, day, closed_at, clerk, served, unserved, carried, site)
SELECT :id, COALESCE(:day, ''), COALESCE(:closed_at, 0), COALESCE(:clerk, ''),
  COALESCE(:served, 0), COALESCE(:unserved, 0), COALESCE(:carried, 0), COALESCE(:site, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
  day = excluded.day, closed_at = excluded.closed_at, clerk = excluded.clerk, served = excluded.served,
  unserved = excluded.unserved, carried = excluded.carried, site = excluded.site
