INSERT INTO resident (id, name, id_type, id_number, phone, address, birth, sex, tags, merged_into, home)
SELECT :id, COALESCE(:name, ''), COALESCE(:id_type, ''), COALESCE(:id_number, ''),
       COALESCE(:phone, ''), COALESCE(:address, ''), COALESCE(:birth, ''),
       COALESCE(:sex, ''), COALESCE(:tags, ''), :merged_into, COALESCE(:home, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET name = excluded.name, id_type = excluded.id_type, id_number = excluded.id_number,
  phone = excluded.phone, address = excluded.address, birth = excluded.birth, sex = excluded.sex, tags = excluded.tags,
  merged_into = excluded.merged_into, home = excluded.home
RETURNING n
