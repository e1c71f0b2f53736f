SELECT id, certificate, office, at, day, clerk, ticket, resident, site
FROM guidance ORDER BY id
