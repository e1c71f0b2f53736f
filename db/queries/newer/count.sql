SELECT count(*) FROM newer
