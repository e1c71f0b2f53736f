SELECT id, name, minutes, capacity, needs_advisor, needs_place
FROM session_kind ORDER BY id
