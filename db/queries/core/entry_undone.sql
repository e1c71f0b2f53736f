UPDATE entry SET undone_by = :by WHERE id = :id
