SELECT id, number, kind, advisor, place, start, minutes, state, community, rev, home, lecture, seats, title, client, client_name,
       phone, topic, reason, offer_until
FROM booking WHERE series = :series AND series <> '' AND start >= :from ORDER BY start, id
