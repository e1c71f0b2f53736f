SELECT c.id, c.kind, c.members, c.opened FROM conflict_of o JOIN conflict c ON c.id = o.conflict WHERE o.ent = :ent ORDER BY c.id
