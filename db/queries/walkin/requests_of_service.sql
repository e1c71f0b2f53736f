-- Requests of this site of one item, the newest first.
SELECT r.id, r.number, r.state, r.service, s.name AS service_name, s.sealed AS sealed, r.resident, p.name AS name, r.due, r.missing, r.opened_at,
  h.state AS handed, k.n
FROM find_key k CROSS JOIN entity e ON e.n = k.n CROSS JOIN request r ON r.id = e.id
  LEFT JOIN service s ON s.id = r.service LEFT JOIN resident p ON p.id = r.resident LEFT JOIN referral h ON h.id = r.referral
WHERE k.room = :room AND k.key = :service AND r.home = :site AND COALESCE(s.sealed, 0) = 0
ORDER BY k.n DESC LIMIT :rows
