INSERT OR IGNORE INTO conflict_of (ent, conflict) VALUES (:ent, :id)
