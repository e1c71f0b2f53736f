SELECT form, at, body, holder FROM draft WHERE clerk = :clerk
