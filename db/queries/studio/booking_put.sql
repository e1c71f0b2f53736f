INSERT INTO booking (id, number, kind, advisor, place, start, minutes, state, community, rev, home, made, lecture, seats, title, series,
       offer_until, client, client_name, phone, topic, reason)
SELECT :id, COALESCE(:row ->> 'number', ''), COALESCE(:row ->> 'kind', ''), COALESCE(:row ->> 'advisor', ''),
       COALESCE(:row ->> 'place', ''), COALESCE(:row ->> 'start', ''), COALESCE(:row ->> 'minutes', 0),
       COALESCE(:row ->> 'state', 'booked'), COALESCE(:row ->> 'community', ''), COALESCE(:row ->> 'rev', 0),
       COALESCE(:row ->> 'home', ''), COALESCE(:row ->> 'made', 0), COALESCE(:row ->> 'lecture', ''),
       COALESCE(:row ->> 'seats', 0), COALESCE(:row ->> 'title', ''), COALESCE(:row ->> 'series', ''), COALESCE(:row ->> 'offer_until', 0),
       COALESCE(:row ->> 'client', ''), COALESCE(:row ->> 'client_name', ''), COALESCE(:row ->> 'phone', ''),
       COALESCE(:row ->> 'topic', ''), COALESCE(:row ->> 'reason', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
       number = excluded.number, kind = excluded.kind, advisor = excluded.advisor, place = excluded.place,
       start = excluded.start, minutes = excluded.minutes, state = excluded.state, community = excluded.community,
       rev = excluded.rev, home = excluded.home, made = excluded.made, lecture = excluded.lecture, seats = excluded.seats, title = excluded.title,
       series = excluded.series, offer_until = excluded.offer_until, client = excluded.client,
       client_name = excluded.client_name, phone = excluded.phone, topic = excluded.topic, reason = excluded.reason
