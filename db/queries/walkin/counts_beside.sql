-- What else waits for this desk. Apart from the requests themselves: a question of both takes SQLite twice as long to plan.
SELECT (SELECT COUNT(*) FROM callback WHERE site = :site AND done_at IS NULL AND due <= :today)
    + (SELECT COUNT(*) FROM booking WHERE state = 'to_move' AND home = :site) AS callbacks,
  (SELECT COUNT(*) FROM referral WHERE to_site = :site AND state = 'sent') AS incoming
