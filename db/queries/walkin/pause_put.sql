INSERT INTO pause (id, request, reason, from_at, to_at)
SELECT :id, COALESCE(:request, ''), COALESCE(:reason, ''), COALESCE(:from_at, 0),
  :to_at
WHERE true
ON CONFLICT (id) DO UPDATE SET
  request = excluded.request, reason = excluded.reason, from_at = excluded.from_at, to_at = excluded.to_at
