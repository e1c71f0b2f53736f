SELECT count(*) FROM guidance WHERE site = :site AND day >= :first AND day <= :last
