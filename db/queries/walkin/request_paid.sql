-- The last payment to this person since a moment.
SELECT number, finished_at, amount FROM request
WHERE resident IN (SELECT :resident UNION ALL SELECT id FROM resident WHERE merged_into = :resident) AND amount > 0 AND finished_at >= :since ORDER BY finished_at DESC LIMIT 1
