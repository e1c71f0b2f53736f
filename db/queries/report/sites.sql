-- Every site that files have come from or gone to, and this one.
SELECT site, max(name) AS name, max(at) AS at FROM (
  SELECT site, name, at FROM peer
  UNION ALL SELECT site, '', 0 FROM stream
  UNION ALL SELECT site, name, 0 FROM site_state
) WHERE site > :after AND (:only = '' OR site = :only) GROUP BY site ORDER BY site LIMIT :rows
