SELECT id, ent, "to", at FROM handover ORDER BY id
