-- Their date was moved by a new table of holidays.
SELECT r.id, r.number, r.state, r.service, s.name AS service_name, s.sealed AS sealed, r.resident, p.name AS name, r.due, r.missing, r.opened_at,
  h.state AS handed
FROM request r LEFT JOIN service s ON s.id = r.service LEFT JOIN resident p ON p.id = r.resident LEFT JOIN referral h ON h.id = r.referral
WHERE r.home = :site AND r.id IN (SELECT request FROM step WHERE kind = 'redate' AND at >= :since)
ORDER BY r.due, r.id LIMIT :rows
