INSERT OR IGNORE INTO find_key (room, key, n) VALUES (:room, :key, :n)
