-- Requests that a site settled in a period, each: a median needs every one.
SELECT service, COALESCE(accepted_at, opened_at), finished_at, due, score, amount
FROM request WHERE home = :site AND state = 'finished' AND finished_at >= :from AND finished_at < :until
