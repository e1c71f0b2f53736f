-- What other desks hand to this one and nobody has answered, the oldest first.
SELECT h.*, s.name AS service_name, s.sealed AS sealed FROM referral h LEFT JOIN service s ON s.id = h.service
WHERE h.to_site = :site AND h.state = 'sent' ORDER BY h.sent_at, h.id LIMIT :rows
