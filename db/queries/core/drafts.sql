SELECT form, at, body FROM draft WHERE clerk = :clerk ORDER BY at DESC
