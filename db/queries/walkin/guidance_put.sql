INSERT INTO guidance (id, certificate, office, at, day, clerk, ticket, resident, site)
SELECT :id, COALESCE(:certificate, ''), COALESCE(:office, ''), COALESCE(:at, 0),
  COALESCE(:day, ''), COALESCE(:clerk, ''), :ticket, :resident, COALESCE(:site, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
  certificate = excluded.certificate, office = excluded.office, at = excluded.at, day = excluded.day,
  clerk = excluded.clerk, ticket = excluded.ticket, resident = excluded.resident, site = excluded.site
