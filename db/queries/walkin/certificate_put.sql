INSERT INTO certificate (id, code, name, office, retired)
SELECT :id, COALESCE(:code, ''), COALESCE(:name, ''), COALESCE(:office, ''),
  COALESCE(:retired, 0)
WHERE true
ON CONFLICT (id) DO UPDATE SET
  code = excluded.code, name = excluded.name, office = excluded.office, retired = excluded.retired
