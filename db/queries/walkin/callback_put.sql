INSERT INTO callback (id, request, resident, due, made_at, done_at, clerk, reason, result, site)
SELECT :id, COALESCE(:row ->> 'request', ''), :row ->> 'resident', COALESCE(:row ->> 'due', ''),
  COALESCE(:row ->> 'made_at', 0), :row ->> 'done_at', :row ->> 'clerk', :row ->> 'reason', :row ->> 'result', COALESCE(:row ->> 'site', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
  request = excluded.request, resident = excluded.resident, due = excluded.due, made_at = excluded.made_at,
  done_at = excluded.done_at, clerk = excluded.clerk, reason = excluded.reason, result = excluded.result, site = excluded.site
