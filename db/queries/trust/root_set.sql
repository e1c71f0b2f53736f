UPDATE site_state SET root = :root WHERE k = 1
