SELECT number FROM request
WHERE resident IN (SELECT :resident UNION ALL SELECT id FROM resident WHERE merged_into = :resident) AND service = :service AND state NOT IN ('finished', 'merged') ORDER BY id LIMIT 1
