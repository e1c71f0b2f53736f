-- Visitors counted in a period by the reading room that counted them.
SELECT site, sum(count) FROM visit WHERE day >= :first AND day <= :last GROUP BY site
