SELECT epoch, generation, machine FROM site_state WHERE k = 1
