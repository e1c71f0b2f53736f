SELECT id, number, kind, advisor, place, start, minutes, state, community, rev, home, made, lecture, seats, title, series,
       offer_until, client, client_name, phone, topic, reason
FROM booking ORDER BY id
