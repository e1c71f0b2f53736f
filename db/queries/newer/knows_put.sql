UPDATE site_state SET knows = :knows WHERE k = 1
