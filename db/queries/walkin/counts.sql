-- What stands open today. By name of the index, or every request that ever was is walked for those that are open.
SELECT COUNT(*) AS open, TOTAL(r.state = 'papers') AS papers,
  TOTAL(r.state NOT IN ('papers', 'paused') AND substr(r.due, 1, 10) = :today) AS due_today,
  TOTAL(r.state NOT IN ('papers', 'paused') AND (length(r.due) = 10 AND r.due < :today OR length(r.due) > 10 AND r.due < :now)) AS late,
  TOTAL(r.state = 'referred' AND h.state = 'sent_back') AS returned
FROM request r INDEXED BY request_open LEFT JOIN referral h ON h.id = r.referral
WHERE r.home = :site AND r.state NOT IN ('finished', 'merged') AND (COALESCE(h.state, '') NOT IN ('taken', 'finished') OR h.to_site = :site)
