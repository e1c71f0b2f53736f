SELECT id, closed_at, clerk, unserved, carried FROM dayclose WHERE site = :site AND day = :day LIMIT 1
