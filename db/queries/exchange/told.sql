SELECT code, site, stream, first, last, at FROM (
  SELECT code, site, stream, first, last, at FROM trouble
  UNION ALL SELECT refused, from_site, '', 0, 0, at FROM bundle_in WHERE refused <> ''
) ORDER BY at DESC LIMIT 50
