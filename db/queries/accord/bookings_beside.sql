-- Confirmed bookings of the same day that share advisor or place with :id.
SELECT b.id, b.number, b.kind, b.advisor, b.place, b.start, b.minutes, b.state, b.community, b.rev, b.home, b.lecture, b.seats,
  b.title, b.client, b.client_name, b.phone, b.topic, b.reason, b.offer_until
FROM booking a CROSS JOIN booking b ON b.advisor = a.advisor AND b.advisor <> ''
  AND b.start >= substr(a.start, 1, 10) AND b.start < substr(a.start, 1, 10) || 'U'
WHERE a.id = :id AND a.state = 'booked' AND b.state = 'booked' AND b.id <> a.id
UNION ALL SELECT b.id, b.number, b.kind, b.advisor, b.place, b.start, b.minutes, b.state, b.community, b.rev, b.home, b.lecture, b.seats,
  b.title, b.client, b.client_name, b.phone, b.topic, b.reason, b.offer_until
FROM booking a CROSS JOIN booking b ON b.place = a.place AND b.place <> ''
  AND b.start >= substr(a.start, 1, 10) AND b.start < substr(a.start, 1, 10) || 'U'
WHERE a.id = :id AND a.state = 'booked' AND b.state = 'booked' AND b.id <> a.id AND (a.advisor = '' OR b.advisor <> a.advisor)
