-- A card that was merged only where no other has the number; who asks goes on to the one it is part of.
SELECT r.id FROM resident r WHERE r.id_number <> '' AND r.id_number = :number
ORDER BY r.merged_into IS NOT NULL, r.n LIMIT 1
