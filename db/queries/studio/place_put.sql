INSERT INTO place (id, name, capacity, shared, community)
SELECT :id, COALESCE(:name, ''), COALESCE(:capacity, 0), COALESCE(:shared, 0),
       COALESCE(:community, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
       name = excluded.name, capacity = excluded.capacity, shared = excluded.shared, community = excluded.community
