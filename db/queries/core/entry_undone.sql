-- Walks back over the clerk's own entries: the wanted one is among the last.
UPDATE entry SET undone_by = :by WHERE n = (SELECT n FROM entry WHERE clerk = :clerk AND id = :id ORDER BY n DESC LIMIT 1)
