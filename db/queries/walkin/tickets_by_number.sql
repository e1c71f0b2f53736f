-- A number of this site's day, or one that is still open. Plus: by an index of their own.
SELECT * FROM ticket WHERE site = :site AND day = :day AND number = :number
UNION
SELECT * FROM ticket WHERE state IN ('waiting', 'called', 'missed', 'held') AND +site = :site AND +number = :number
ORDER BY id LIMIT 10
