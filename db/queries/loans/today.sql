-- The room's counts of a day. By name of the index, or every loan that ever was is walked for those that are open; these
-- once for all that is asked of them.
SELECT (SELECT count(*) FROM loan WHERE site = :site AND out_at >= :from AND out_at < :until),
       (SELECT count(*) FROM loan WHERE site = :site AND back_at >= :from AND back_at < :until AND ended = 'returned'),
       o.standing, o.due, o.late, h.waiting, h.ready
FROM (SELECT count(*) AS standing, COALESCE(sum(due = :day), 0) AS due, COALESCE(sum(due < :day), 0) AS late
      FROM loan INDEXED BY loan_open_by_due WHERE site = :site AND back_at IS NULL) o,
     (SELECT COALESCE(sum(state = 'waiting'), 0) AS waiting,
             COALESCE(sum(state = 'ready' AND COALESCE(until, :day) >= :day), 0) AS ready
      FROM hold INDEXED BY hold_open WHERE site = :site AND ended_at IS NULL) h
