-- What this desk handed on, the latest first.
SELECT h.*, s.name AS service_name, s.sealed AS sealed FROM referral h LEFT JOIN service s ON s.id = h.service
WHERE h.from_site = :site ORDER BY h.sent_at DESC, h.id DESC LIMIT :rows
