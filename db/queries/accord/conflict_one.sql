SELECT id, kind, members, opened FROM conflict WHERE id = :id
