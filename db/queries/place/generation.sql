UPDATE site_state SET generation = max(generation, :generation) WHERE k = 1
