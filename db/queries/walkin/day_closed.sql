SELECT 1 FROM dayclose WHERE day = :day LIMIT 1
