-- As `unfinished`, of which Today tells how many and leads to the first; in order of time within a state, so nothing is sorted.
SELECT start, minutes FROM booking WHERE state IN ('booked', 'requested', 'to_move') AND start < :before LIMIT 500
