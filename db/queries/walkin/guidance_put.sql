INSERT INTO guidance (id, certificate, office, at, day, clerk, ticket, resident, site)
SELECT :id, COALESCE(:row ->> 'certificate', ''), COALESCE(:row ->> 'office', ''), COALESCE(:row ->> 'at', 0),
  COALESCE(:row ->> 'day', ''), COALESCE(:row ->> 'clerk', ''), :row ->> 'ticket', :row ->> 'resident', COALESCE(:row ->> 'site', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
  certificate = excluded.certificate, office = excluded.office, at = excluded.at, day = excluded.day,
  clerk = excluded.clerk, ticket = excluded.ticket, resident = excluded.resident, site = excluded.site
