DELETE FROM handover WHERE id = :id
