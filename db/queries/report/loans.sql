-- A reading room's period, and what is out now.
SELECT (SELECT count(*) FROM loan WHERE site = :site AND out_at >= :from AND out_at < :until),
       (SELECT count(*) FROM loan WHERE site = :site AND back_at >= :from AND back_at < :until AND ended = 'returned'),
       (SELECT count(*) FROM loan WHERE site = :site AND back_at >= :from AND back_at < :until AND ended = 'returned' AND late_days > 0),
       (SELECT count(*) FROM loan INDEXED BY loan_open_by_due WHERE site = :site AND back_at IS NULL),
       (SELECT count(*) FROM loan WHERE site = :site AND back_at IS NULL AND due < :today)
