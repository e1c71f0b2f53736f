-- What stands open today. By name of the index, or every request that ever was is walked for those that are open.
SELECT COUNT(*) AS open, TOTAL(state = 'papers') AS papers,
  TOTAL(state NOT IN ('papers', 'paused') AND substr(due, 1, 10) = :today) AS due_today,
  TOTAL(state NOT IN ('papers', 'paused') AND (length(due) = 10 AND due < :today OR length(due) > 10 AND due < :now)) AS late,
  (SELECT COUNT(*) FROM callback WHERE site = :site AND done_at IS NULL AND due <= :today)
    + (SELECT COUNT(*) FROM booking WHERE state = 'to_move' AND home = :site) AS callbacks,
  (SELECT COUNT(*) FROM referral WHERE to_site = :site AND state = 'sent') AS incoming,
  (SELECT COUNT(DISTINCT s.request) FROM step s WHERE s.kind = 'redate' AND s.at >= :since) AS redated
FROM request r INDEXED BY request_open WHERE home = :site AND state NOT IN ('finished', 'merged')
  AND NOT EXISTS (SELECT 1 FROM referral h WHERE h.id = r.referral AND h.to_site <> :site AND h.state IN ('taken', 'finished'))
