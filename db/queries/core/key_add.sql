INSERT OR IGNORE INTO find_key (room, key, ent) VALUES (:room, :key, :ent)
