UPDATE draft SET holder = :to WHERE clerk = :clerk AND form = :form AND holder = :holder
