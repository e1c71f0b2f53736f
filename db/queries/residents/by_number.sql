SELECT r.id, r.name, r.id_type, r.id_number, r.phone, r.address, r.birth, r.sex, r.tags
FROM resident r WHERE r.id_number <> '' AND r.id_number = :number ORDER BY r.n LIMIT 1
