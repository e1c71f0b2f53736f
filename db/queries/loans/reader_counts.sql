-- What counts at the desk: loans, overdue, earliest due date and how many then; open holds, those on the shelf.
WITH mine AS (SELECT due FROM loan WHERE reader = :reader AND back_at IS NULL),
     holds AS (SELECT state, until FROM hold WHERE reader = :reader AND ended_at IS NULL)
SELECT (SELECT count(*) FROM mine), (SELECT count(*) FROM mine WHERE due < :today), (SELECT min(due) FROM mine),
       (SELECT count(*) FROM mine WHERE due = (SELECT min(due) FROM mine)), (SELECT count(*) FROM holds),
       (SELECT count(*) FROM holds WHERE state = 'ready' AND COALESCE(until, :today) >= :today)
