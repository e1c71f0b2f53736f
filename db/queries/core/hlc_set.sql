UPDATE site_state SET hlc = :hlc WHERE k = 1
