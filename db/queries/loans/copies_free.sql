SELECT count(*) FROM copy WHERE title = :title AND site = :site AND state = 'in'
