SELECT id, kind, members, opened FROM conflict ORDER BY id
