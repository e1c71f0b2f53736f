SELECT COUNT(*) AS open, TOTAL(state = 'papers') AS papers,
  TOTAL(state NOT IN ('papers', 'paused') AND substr(due, 1, 10) = :today) AS due_today,
  TOTAL(state NOT IN ('papers', 'paused') AND (length(due) = 10 AND due < :today OR length(due) > 10 AND due < :now)) AS late,
  (SELECT COUNT(*) FROM callback WHERE done_at IS NULL AND due <= :today) AS callbacks
FROM request WHERE state NOT IN ('finished', 'merged')
