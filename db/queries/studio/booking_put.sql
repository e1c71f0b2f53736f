INSERT INTO booking (id, number, kind, advisor, place, start, minutes, state, community, rev, home, made, lecture, seats, title, series,
       offer_until, client, client_name, phone, topic, reason)
SELECT :id, COALESCE(:number, ''), COALESCE(:kind, ''), COALESCE(:advisor, ''),
       COALESCE(:place, ''), COALESCE(:start, ''), COALESCE(:minutes, 0),
       COALESCE(:state, 'booked'), COALESCE(:community, ''), COALESCE(:rev, 0),
       COALESCE(:home, ''), COALESCE(:made, 0), COALESCE(:lecture, ''),
       COALESCE(:seats, 0), COALESCE(:title, ''), COALESCE(:series, ''), COALESCE(:offer_until, 0),
       COALESCE(:client, ''), COALESCE(:client_name, ''), COALESCE(:phone, ''),
       COALESCE(:topic, ''), COALESCE(:reason, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
       number = excluded.number, kind = excluded.kind, advisor = excluded.advisor, place = excluded.place,
       start = excluded.start, minutes = excluded.minutes, state = excluded.state, community = excluded.community,
       rev = excluded.rev, home = excluded.home, made = excluded.made, lecture = excluded.lecture, seats = excluded.seats, title = excluded.title,
       series = excluded.series, offer_until = excluded.offer_until, client = excluded.client,
       client_name = excluded.client_name, phone = excluded.phone, topic = excluded.topic, reason = excluded.reason
