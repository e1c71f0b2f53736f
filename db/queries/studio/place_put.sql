INSERT INTO place (id, name, capacity, shared, community)
SELECT :id, COALESCE(:row ->> 'name', ''), COALESCE(:row ->> 'capacity', 0), COALESCE(:row ->> 'shared', 0),
       COALESCE(:row ->> 'community', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
       name = excluded.name, capacity = excluded.capacity, shared = excluded.shared, community = excluded.community
