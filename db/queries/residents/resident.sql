SELECT id, name, id_type, id_number, phone, address, birth, sex, tags FROM resident WHERE id = :id
