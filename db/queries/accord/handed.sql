SELECT ent FROM handover WHERE id = :id
