INSERT INTO sitekey (id, code, name, hub, number, sign, read, since, ended, why, after)
SELECT :id, COALESCE(:row->>'code', ''), COALESCE(:row->>'name', ''), COALESCE(:row->>'hub', 0), COALESCE(:row->>'number', 0),
  COALESCE(:row->>'sign', ''), COALESCE(:row->>'read', ''), COALESCE(:row->>'since', 0), :row->>'ended', :row->>'why', :row->>'after'
WHERE true
ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, hub = excluded.hub, number = excluded.number, sign = excluded.sign,
  read = excluded.read, since = excluded.since, ended = excluded.ended, why = excluded.why, after = excluded.after
