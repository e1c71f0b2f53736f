SELECT k.key, r.id, r.name, r.id_type, r.id_number, r.phone, r.address, r.birth, r.sex, r.tags
FROM find_key k CROSS JOIN resident r ON r.n = k.n
WHERE k.room = :room AND (k.key, k.n) > (:key, COALESCE((SELECT n FROM resident WHERE id = :ent), 0)) AND k.key < :high
ORDER BY k.key, k.n LIMIT :rows
