-- A number of today, or one that is still open.
SELECT * FROM ticket WHERE day = :day AND number = :number
UNION
SELECT * FROM ticket WHERE state IN ('waiting', 'called', 'missed', 'held') AND number = :number
ORDER BY id LIMIT 10
