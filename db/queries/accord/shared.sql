-- Records that more than one site, or one site before and after a restore, has written.
SELECT ent FROM op GROUP BY ent HAVING count(DISTINCT site || '.' || epoch) > 1 ORDER BY ent
