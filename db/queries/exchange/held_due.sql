SELECT hlc, ent FROM held WHERE reason = 'clock' AND hlc <= :limit
