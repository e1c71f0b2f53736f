-- Open requests of this site that end so.
SELECT id, number FROM request WHERE count = :count AND home = :site AND state NOT IN ('finished', 'merged') ORDER BY id LIMIT 10
