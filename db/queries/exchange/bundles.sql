SELECT id, way, peer, at, clerk, counts FROM (
  SELECT id, 'in' AS way, from_site AS peer, at, clerk, counts FROM bundle_in
  UNION ALL SELECT id, 'out', to_site, at, clerk, until_have FROM bundle_out
) ORDER BY at DESC, id DESC LIMIT :rows
