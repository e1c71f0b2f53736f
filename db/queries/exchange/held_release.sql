DELETE FROM held WHERE reason = 'clock' AND hlc <= :limit
