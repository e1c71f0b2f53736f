-- One bound below, one above: the range begins at the page, wherever in the list that is.
SELECT k.key, e.id FROM find_key k CROSS JOIN entity e ON e.n = k.n
WHERE k.room = :room AND (k.key, k.n) > (:key, COALESCE((SELECT n FROM entity WHERE id = :ent), 0)) AND k.key < :high
ORDER BY k.key, k.n LIMIT :rows
