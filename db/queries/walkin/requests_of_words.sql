-- Requests of this site whose summary has these pairs of characters, the newest first; what is sealed is not looked into.
-- Of a pair that very many have only the newest are looked at.
SELECT r.id, r.number, r.state, r.service, s.name AS service_name, s.sealed AS sealed, r.resident, p.name AS name, r.due, r.missing, r.opened_at,
  h.state AS handed, r.summary, k.n
FROM (SELECT n FROM find_key WHERE room = :room AND key = :first ORDER BY n DESC LIMIT 5000) k
  CROSS JOIN entity e ON e.n = k.n CROSS JOIN request r ON r.id = e.id
  LEFT JOIN service s ON s.id = r.service LEFT JOIN resident p ON p.id = r.resident LEFT JOIN referral h ON h.id = r.referral
WHERE EXISTS (SELECT 1 FROM find_key WHERE room = :room AND key = :second AND n = k.n)
  AND EXISTS (SELECT 1 FROM find_key WHERE room = :room AND key = :third AND n = k.n)
  AND r.home = :site AND COALESCE(s.sealed, 0) = 0
ORDER BY k.n DESC LIMIT :rows
