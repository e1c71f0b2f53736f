SELECT * FROM certificate WHERE retired = 0 ORDER BY code, id
