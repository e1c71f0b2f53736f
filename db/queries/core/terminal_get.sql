SELECT answer FROM terminal WHERE clerk = :clerk AND term = :term
