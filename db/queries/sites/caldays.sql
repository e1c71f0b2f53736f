SELECT day, kind, name FROM calday WHERE day >= :from AND day <= :until ORDER BY day
