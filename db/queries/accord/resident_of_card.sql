SELECT resident FROM reader WHERE card = :card AND resident IS NOT NULL LIMIT 1
