SELECT max(epoch) FROM stream WHERE site = :site
