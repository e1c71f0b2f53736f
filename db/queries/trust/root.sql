SELECT root FROM site_state WHERE k = 1
