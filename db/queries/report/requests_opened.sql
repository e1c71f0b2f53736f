-- Requests that a site registered in a period, by item and by where they stand now; those taken from another desk apart.
SELECT r.service, r.state, r.referral IS NOT NULL AND h.to_site = :site AS taken, count(*)
FROM request r LEFT JOIN referral h ON h.id = r.referral
WHERE r.home = :site AND r.opened_at >= :from AND r.opened_at < :until
GROUP BY r.service, r.state, taken
