SELECT id, name, id_type, id_number, phone, address, birth, sex, tags, merged_into FROM resident WHERE id = :id
