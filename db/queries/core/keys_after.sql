SELECT key, ent FROM find_key WHERE room = :room AND key >= :low AND key < :high AND (key, ent) > (:key, :ent)
ORDER BY key, ent LIMIT :rows
