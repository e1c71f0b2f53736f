SELECT room, key, ent FROM find_key ORDER BY room, key, ent
