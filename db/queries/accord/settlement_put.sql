INSERT INTO settlement (id, conflict, kind, keep, "drop", at, site, reason)
SELECT :id, COALESCE(:conflict, ''), COALESCE(:kind, ''), COALESCE(:keep, ''),
  COALESCE(:drop, ''), COALESCE(:at, 0), COALESCE(:site, ''), COALESCE(:reason, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET conflict = excluded.conflict, kind = excluded.kind, keep = excluded.keep, "drop" = excluded."drop",
  at = excluded.at, site = excluded.site, reason = excluded.reason
