SELECT ent FROM newer ORDER BY ent
