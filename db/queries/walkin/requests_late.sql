-- Past their date while the clock runs.
SELECT r.id, r.number, r.state, r.service, s.name AS service_name, s.sealed AS sealed, r.resident, p.name AS name, r.due, r.missing, r.opened_at
FROM request r LEFT JOIN service s ON s.id = r.service LEFT JOIN resident p ON p.id = r.resident
WHERE r.state NOT IN ('finished', 'merged') AND COALESCE(r.due, '9999') >= :due AND (COALESCE(r.due, '9999'), r.id) > (:due, :id) AND COALESCE(r.due, '9999') < :now
  AND r.state NOT IN ('papers', 'paused') AND (length(r.due) = 10 AND r.due < :today OR length(r.due) > 10 AND r.due < :now)
ORDER BY COALESCE(r.due, '9999'), r.id LIMIT :rows
