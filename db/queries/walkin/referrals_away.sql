-- What another desk has taken from this one and not finished, or has finished since :since, the latest handed over first.
SELECT h.*, s.name AS service_name, s.sealed AS sealed FROM referral h LEFT JOIN service s ON s.id = h.service
WHERE h.from_site = :site AND (h.state = 'taken' OR h.state = 'finished' AND h.finished_at >= :since) ORDER BY h.sent_at DESC, h.id DESC LIMIT :rows
