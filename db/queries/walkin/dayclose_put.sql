INSERT INTO dayclose (id, day, closed_at, clerk, served, unserved, carried, site)
SELECT :id, COALESCE(:row ->> 'day', ''), COALESCE(:row ->> 'closed_at', 0), COALESCE(:row ->> 'clerk', ''),
  COALESCE(:row ->> 'served', 0), COALESCE(:row ->> 'unserved', 0), COALESCE(:row ->> 'carried', 0), COALESCE(:row ->> 'site', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
  day = excluded.day, closed_at = excluded.closed_at, clerk = excluded.clerk, served = excluded.served,
  unserved = excluded.unserved, carried = excluded.carried, site = excluded.site
