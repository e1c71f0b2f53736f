-- Past their date while the clock runs.
SELECT r.id, r.number, r.state, r.service, s.name AS service_name, s.sealed AS sealed, r.resident, p.name AS name, r.due, r.missing, r.opened_at
FROM request r LEFT JOIN service s ON s.id = r.service LEFT JOIN resident p ON p.id = r.resident
WHERE r.state NOT IN ('finished', 'merged', 'papers', 'paused') AND (length(r.due) = 10 AND r.due < :today OR length(r.due) > 10 AND r.due < :now)
  AND (r.due, r.id) > (:due, :id)
ORDER BY r.due, r.id LIMIT :rows
