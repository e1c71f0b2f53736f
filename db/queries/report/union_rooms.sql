-- Where the copies of a title are: a row a reading room, those with one on the shelf first.
SELECT c.site, COALESCE((SELECT name FROM peer p WHERE p.site = c.site), (SELECT name FROM site_state s WHERE s.site = c.site), c.site),
       count(*), sum(c.state = 'in') AS free, max(c.call_number), COALESCE(min(CASE WHEN c.state = 'lent' THEN c.due END), '')
FROM copy c WHERE c.title = :title AND c.state <> 'lost' GROUP BY c.site ORDER BY free = 0, c.site <> :site, c.site
