-- Every ticket of this site's day, and older ones that are still open. Plus: these by an index of their own, not by
-- walking the years.
SELECT * FROM ticket WHERE site = :site AND day = :day
UNION ALL
SELECT * FROM ticket WHERE state IN ('waiting', 'called', 'missed', 'held') AND +site = :site AND +day < :day
ORDER BY drawn_at, id
