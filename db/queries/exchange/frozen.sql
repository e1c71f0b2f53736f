SELECT site, epoch, min(first) FROM trouble WHERE code = 'E-FORK' GROUP BY site, epoch
