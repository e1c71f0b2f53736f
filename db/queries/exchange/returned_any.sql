SELECT 1 FROM held WHERE reason = 'returned' LIMIT 1
