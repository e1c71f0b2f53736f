INSERT INTO certificate (id, code, name, office, retired)
SELECT :id, COALESCE(:row ->> 'code', ''), COALESCE(:row ->> 'name', ''), COALESCE(:row ->> 'office', ''),
  COALESCE(:row ->> 'retired', 0)
WHERE true
ON CONFLICT (id) DO UPDATE SET
  code = excluded.code, name = excluded.name, office = excluded.office, retired = excluded.retired
