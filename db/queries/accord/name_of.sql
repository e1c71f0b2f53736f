SELECT name FROM advisor WHERE id = :id UNION ALL SELECT name FROM place WHERE id = :id UNION ALL SELECT name FROM title WHERE id = :id LIMIT 1
