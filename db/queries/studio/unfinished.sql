SELECT id, number, kind, advisor, place, start, minutes, state, community, rev, home, lecture, seats, title, client, client_name,
       phone, topic, reason, offer_until
FROM booking WHERE state IN ('booked', 'requested', 'to_move') AND start < :before ORDER BY start, number, id LIMIT 500
