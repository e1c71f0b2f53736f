DELETE FROM conflict WHERE id = :id
