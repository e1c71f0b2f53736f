SELECT "drop" FROM settlement WHERE conflict = :conflict
