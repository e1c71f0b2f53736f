INSERT INTO pause (id, request, reason, from_at, to_at)
SELECT :id, COALESCE(:row ->> 'request', ''), COALESCE(:row ->> 'reason', ''), COALESCE(:row ->> 'from_at', 0),
  :row ->> 'to_at'
WHERE true
ON CONFLICT (id) DO UPDATE SET
  request = excluded.request, reason = excluded.reason, from_at = excluded.from_at, to_at = excluded.to_at
