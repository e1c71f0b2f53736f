SELECT ent, min(hlc) FROM held WHERE reason = 'breach' GROUP BY ent ORDER BY 2, 1
