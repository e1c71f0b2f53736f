-- What stands open at this desk. By name of the index, or every request that ever was is walked for those that are open.
SELECT r.state, r.due, h.state, h.to_site FROM request r INDEXED BY request_open LEFT JOIN referral h ON h.id = r.referral
WHERE r.home = :site AND r.state NOT IN ('finished', 'merged')
