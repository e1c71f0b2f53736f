INSERT INTO resident (id, name, id_type, id_number, phone, address, birth, sex, tags, merged_into, home)
SELECT :id, COALESCE(:row ->> 'name', ''), COALESCE(:row ->> 'id_type', ''), COALESCE(:row ->> 'id_number', ''),
       COALESCE(:row ->> 'phone', ''), COALESCE(:row ->> 'address', ''), COALESCE(:row ->> 'birth', ''),
       COALESCE(:row ->> 'sex', ''), COALESCE(:row ->> 'tags', ''), :row ->> 'merged_into', COALESCE(:row ->> 'home', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET name = excluded.name, id_type = excluded.id_type, id_number = excluded.id_number,
  phone = excluded.phone, address = excluded.address, birth = excluded.birth, sex = excluded.sex, tags = excluded.tags,
  merged_into = excluded.merged_into, home = excluded.home
RETURNING n
