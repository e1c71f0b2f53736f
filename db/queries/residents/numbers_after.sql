-- Those whose ID number begins so, by number.
SELECT r.id_number AS key, r.id, r.name, r.id_type, r.id_number, r.phone, r.address, r.birth, r.sex, r.tags
FROM resident r
WHERE r.id_number <> '' AND r.merged_into IS NULL AND (r.id_number, r.n) > (:key, COALESCE((SELECT n FROM resident WHERE id = :ent), 0)) AND r.id_number < :high
ORDER BY r.id_number, r.n LIMIT :rows
