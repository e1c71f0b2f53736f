INSERT INTO settlement (id, conflict, kind, keep, "drop", at, site, reason)
SELECT :id, COALESCE(:row ->> 'conflict', ''), COALESCE(:row ->> 'kind', ''), COALESCE(:row ->> 'keep', ''),
  COALESCE(:row ->> 'drop', ''), COALESCE(:row ->> 'at', 0), COALESCE(:row ->> 'site', ''), COALESCE(:row ->> 'reason', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET conflict = excluded.conflict, kind = excluded.kind, keep = excluded.keep, "drop" = excluded."drop",
  at = excluded.at, site = excluded.site, reason = excluded.reason
