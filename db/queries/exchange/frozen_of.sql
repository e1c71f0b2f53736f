SELECT DISTINCT epoch FROM trouble WHERE code = 'E-FORK' AND site = :site
