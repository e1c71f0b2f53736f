INSERT INTO step (id, request, kind, at, clerk, stage, until, "by", text)
SELECT :id, COALESCE(:request, ''), COALESCE(:kind, ''), COALESCE(:at, 0),
  COALESCE(:clerk, ''), :stage, :until, :by, :text
WHERE true
ON CONFLICT (id) DO UPDATE SET
  request = excluded.request, kind = excluded.kind, at = excluded.at, clerk = excluded.clerk, stage = excluded.stage,
  until = excluded.until, "by" = excluded."by", text = excluded.text
