-- What stands open about each site: holes, forks, operations that hold nowhere.
SELECT site, sum(gaps), sum(forks), sum(held) FROM (
  SELECT site, code = 'E-GAP' AS gaps, code = 'E-FORK' AS forks, 0 AS held FROM trouble
  UNION ALL SELECT site, 0, 0, count(*) FROM held WHERE reason IN ('owner', 'clock') GROUP BY site
) GROUP BY site
