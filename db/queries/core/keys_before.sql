SELECT k.key, e.id FROM find_key k CROSS JOIN entity e ON e.n = k.n
WHERE k.room = :room AND (k.key, k.n) < (:key, COALESCE((SELECT n FROM entity WHERE id = :ent), 9223372036854775807)) AND k.key >= :low
ORDER BY k.key DESC, k.n DESC LIMIT :rows
