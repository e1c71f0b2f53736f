SELECT id, name, id_type, id_number, phone, address, birth, sex, tags, merged_into, home FROM resident ORDER BY id
