SELECT count(*) FROM (SELECT DISTINCT site, epoch FROM stream)
