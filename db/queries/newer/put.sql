INSERT OR IGNORE INTO newer (ent) VALUES (:ent)
