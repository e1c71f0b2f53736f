-- Business of a resident that is not over.
SELECT (SELECT count(*) FROM request WHERE resident = :resident AND state NOT IN ('finished', 'merged'))
  + (SELECT count(*) FROM loan l JOIN reader d ON d.id = l.reader WHERE d.resident = :resident AND l.back_at IS NULL)
  + (SELECT count(*) FROM booking WHERE client = :resident AND start >= :now AND state IN ('requested', 'booked', 'to_move', 'waiting', 'offered'))
