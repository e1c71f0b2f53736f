-- When the last file was written for each site: from site to site by the index, not file by file of many years.
WITH RECURSIVE sites(site) AS (
  SELECT min(to_site) FROM bundle_out
  UNION ALL SELECT (SELECT min(to_site) FROM bundle_out WHERE to_site > site) FROM sites WHERE site IS NOT NULL
)
SELECT site, (SELECT max(at) FROM bundle_out WHERE to_site = site) FROM sites WHERE site IS NOT NULL
