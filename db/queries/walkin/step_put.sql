INSERT INTO step (id, request, kind, at, clerk, stage, until, "by", text)
SELECT :id, COALESCE(:row ->> 'request', ''), COALESCE(:row ->> 'kind', ''), COALESCE(:row ->> 'at', 0),
  COALESCE(:row ->> 'clerk', ''), :row ->> 'stage', :row ->> 'until', :row ->> 'by', :row ->> 'text'
WHERE true
ON CONFLICT (id) DO UPDATE SET
  request = excluded.request, kind = excluded.kind, at = excluded.at, clerk = excluded.clerk, stage = excluded.stage,
  until = excluded.until, "by" = excluded."by", text = excluded.text
