-- As `unfinished`, of which Today tells how many and leads to the first.
SELECT start, minutes FROM booking WHERE state IN ('booked', 'requested', 'to_move') AND start < :before
