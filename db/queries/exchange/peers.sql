SELECT site, max(name), max(hub), max(have), max(heard), max(written) FROM (
  SELECT site, name, hub, have, at AS heard, 0 AS written FROM peer
  UNION ALL SELECT to_site, '', 0, '', 0, max(at) FROM bundle_out GROUP BY to_site
) GROUP BY site ORDER BY site
