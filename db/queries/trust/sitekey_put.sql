INSERT INTO sitekey (id, code, name, hub, number, sign, read, since, ended, why, after)
SELECT :id, COALESCE(:code, ''), COALESCE(:name, ''), COALESCE(:hub, 0), COALESCE(:number, 0),
  COALESCE(:sign, ''), COALESCE(:read, ''), COALESCE(:since, 0), :ended, :why, :after
WHERE true
ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, hub = excluded.hub, number = excluded.number, sign = excluded.sign,
  read = excluded.read, since = excluded.since, ended = excluded.ended, why = excluded.why, after = excluded.after
