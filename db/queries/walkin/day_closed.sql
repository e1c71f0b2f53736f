SELECT 1 FROM dayclose WHERE site = :site AND day = :day LIMIT 1
