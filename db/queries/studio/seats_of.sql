-- Everybody who ever signed up for a lecture.
SELECT id, number, kind, advisor, place, start, minutes, state, community, rev, home, lecture, seats, title, client, client_name,
       phone, topic, reason, offer_until
FROM booking WHERE lecture = :lecture AND lecture <> '' ORDER BY id
