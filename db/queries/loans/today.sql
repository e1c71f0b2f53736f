-- The room's counts of a day. By name of the index, or every loan that ever was is walked for those that are open.
SELECT (SELECT count(*) FROM loan WHERE site = :site AND out_at >= :from AND out_at < :until),
       (SELECT count(*) FROM loan WHERE site = :site AND back_at >= :from AND back_at < :until AND ended = 'returned'),
       (SELECT count(*) FROM loan INDEXED BY loan_open_by_due WHERE site = :site AND back_at IS NULL),
       (SELECT count(*) FROM loan WHERE site = :site AND back_at IS NULL AND due = :day),
       (SELECT count(*) FROM loan WHERE site = :site AND back_at IS NULL AND due < :day),
       (SELECT count(*) FROM hold WHERE site = :site AND ended_at IS NULL AND state = 'waiting'),
       (SELECT count(*) FROM hold WHERE site = :site AND ended_at IS NULL AND state = 'ready' AND COALESCE(until, :day) >= :day)
