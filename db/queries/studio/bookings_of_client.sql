-- Sessions of one person before a time that took place or may have.
SELECT id, number, kind, advisor, place, start, minutes, state, community, rev, home, lecture, seats, title, client, client_name,
       phone, topic, reason, offer_until
FROM booking WHERE client = :client AND start < :before AND state IN ('booked', 'attended') ORDER BY start DESC LIMIT 100
