SELECT r.id, r.number, r.state, r.service, s.name AS service_name, s.sealed AS sealed, r.resident, p.name AS name, r.due, r.missing, r.opened_at,
  h.state AS handed
FROM request r LEFT JOIN service s ON s.id = r.service LEFT JOIN resident p ON p.id = r.resident LEFT JOIN referral h ON h.id = r.referral
WHERE r.resident IN (SELECT :resident UNION ALL SELECT id FROM resident WHERE merged_into = :resident) ORDER BY r.id DESC LIMIT :rows
