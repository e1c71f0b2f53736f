SELECT id, name, capacity, shared, community
FROM place ORDER BY id
