SELECT k.key, r.id, r.name, r.id_type, r.id_number, r.phone, r.address, r.birth, r.sex, r.tags
FROM find_key k CROSS JOIN resident r ON r.n = k.n
WHERE k.room = :room AND (k.key, k.n) < (:key, COALESCE((SELECT n FROM resident WHERE id = :ent), 9223372036854775807)) AND k.key >= :low
ORDER BY k.key DESC, k.n DESC LIMIT :rows
