INSERT INTO callback (id, request, resident, due, made_at, done_at, clerk, reason, result, site)
SELECT :id, COALESCE(:request, ''), :resident, COALESCE(:due, ''),
  COALESCE(:made_at, 0), :done_at, :clerk, :reason, :result, COALESCE(:site, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
  request = excluded.request, resident = excluded.resident, due = excluded.due, made_at = excluded.made_at,
  done_at = excluded.done_at, clerk = excluded.clerk, reason = excluded.reason, result = excluded.result, site = excluded.site
