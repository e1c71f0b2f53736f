DELETE FROM conflict_of WHERE conflict = :id
