-- Unfinished ones of this site whose date a day of the calendar may move.
SELECT * FROM request INDEXED BY request_open
WHERE home = :site AND state NOT IN ('finished', 'merged') AND due IS NOT NULL AND (provisional = 1 OR due >= :day)
ORDER BY due, id
