-- Every ticket of a day, and older ones that are still open.
SELECT * FROM ticket WHERE day = :day
UNION ALL
SELECT * FROM ticket WHERE state IN ('waiting', 'called', 'missed', 'held') AND day < :day
ORDER BY drawn_at, id
