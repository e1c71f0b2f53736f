SELECT knows FROM site_state WHERE k = 1
