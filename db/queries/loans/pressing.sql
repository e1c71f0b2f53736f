-- Loans that are due or late. By name of the index, or every loan that ever was is walked for those that are open.
SELECT COALESCE(sum(due = :day), 0), COALESCE(sum(due < :day), 0)
FROM loan INDEXED BY loan_open_by_due WHERE site = :site AND back_at IS NULL AND due <= :day
