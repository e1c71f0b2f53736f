-- A stream has no holes, so its head counts its operations.
SELECT (SELECT COALESCE(SUM(head), 0) FROM stream WHERE site <> (SELECT site FROM site_state WHERE k = 1)),
       (SELECT count(*) FROM op WHERE body IS NULL AND site <> (SELECT site FROM site_state WHERE k = 1))
