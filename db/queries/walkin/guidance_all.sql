SELECT id, certificate, office, at, day, clerk, ticket, resident
FROM guidance ORDER BY id
