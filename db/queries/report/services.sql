SELECT id, name, category, aid FROM service
