-- Every ticket of this site's day.
SELECT * FROM ticket WHERE site = :site AND day = :day
