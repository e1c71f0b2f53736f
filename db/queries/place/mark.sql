UPDATE site_state SET generation = generation + 1, machine = :machine WHERE k = 1
