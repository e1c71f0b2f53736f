SELECT reason, count(*) FROM held GROUP BY reason ORDER BY reason
