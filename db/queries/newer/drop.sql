DELETE FROM newer WHERE ent = :ent
