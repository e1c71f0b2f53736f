SELECT * FROM service WHERE retired = 0 ORDER BY number, id
