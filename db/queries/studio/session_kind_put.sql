INSERT INTO session_kind (id, name, minutes, capacity, needs_advisor, needs_place)
SELECT :id, COALESCE(:name, ''), COALESCE(:minutes, 30), COALESCE(:capacity, 1),
       COALESCE(:needs_advisor, 1), COALESCE(:needs_place, 0)
WHERE true
ON CONFLICT (id) DO UPDATE SET
       name = excluded.name, minutes = excluded.minutes, capacity = excluded.capacity,
       needs_advisor = excluded.needs_advisor, needs_place = excluded.needs_place
