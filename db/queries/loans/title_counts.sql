SELECT count(*), COALESCE(sum(site = :site AND state = 'in'), 0) FROM copy WHERE title = :title
