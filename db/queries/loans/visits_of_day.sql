SELECT COALESCE(sum(count), 0) FROM visit WHERE day = :day AND site = :site
