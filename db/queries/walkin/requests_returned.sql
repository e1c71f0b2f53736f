-- Another desk has sent them back, and this one has not taken them up again.
SELECT r.id, r.number, r.state, r.service, s.name AS service_name, s.sealed AS sealed, r.resident, p.name AS name, r.due, r.missing, r.opened_at,
  h.state AS handed
FROM request r LEFT JOIN service s ON s.id = r.service LEFT JOIN resident p ON p.id = r.resident JOIN referral h ON h.id = r.referral
WHERE r.home = :site AND r.state NOT IN ('finished', 'merged') AND r.state = 'referred' AND h.state = 'sent_back'
ORDER BY COALESCE(r.due, '9999'), r.id LIMIT :rows
