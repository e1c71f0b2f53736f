DELETE FROM draft WHERE clerk = :clerk AND form = :form AND holder = :holder
