-- Due today while the clock runs.
SELECT r.id, r.number, r.state, r.service, s.name AS service_name, s.sealed AS sealed, r.resident, p.name AS name, r.due, r.missing, r.opened_at,
  h.state AS handed
FROM request r LEFT JOIN service s ON s.id = r.service LEFT JOIN resident p ON p.id = r.resident LEFT JOIN referral h ON h.id = r.referral
WHERE r.home = :site AND r.state NOT IN ('finished', 'merged') AND COALESCE(r.due, '9999') >= :today
  AND COALESCE(r.due, '9999') < :today || 'U' AND r.state NOT IN ('papers', 'paused') AND (COALESCE(h.state, '') NOT IN ('taken', 'finished') OR h.to_site = r.home)
ORDER BY COALESCE(r.due, '9999'), r.id LIMIT :rows
