-- Finished since a moment, the latest first.
SELECT r.id, r.number, r.state, r.service, s.name AS service_name, s.sealed AS sealed, r.resident, p.name AS name, r.due, r.missing, r.opened_at,
  h.state AS handed
FROM request r LEFT JOIN service s ON s.id = r.service LEFT JOIN resident p ON p.id = r.resident LEFT JOIN referral h ON h.id = r.referral
WHERE r.home = :site AND r.state = 'finished' AND r.finished_at >= :since
ORDER BY r.finished_at DESC, r.id DESC LIMIT :rows
