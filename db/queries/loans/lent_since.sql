-- Loans of a copy that began in this room after a moment.
SELECT id FROM loan WHERE site = :site AND out_at > :since AND copy = :copy
