SELECT DISTINCT site, epoch FROM op WHERE ent = :ent LIMIT 3
