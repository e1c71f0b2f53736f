SELECT id, cmd, ops, epoch FROM entry WHERE clerk = :clerk AND undoes IS NULL AND undone_by IS NULL ORDER BY n DESC LIMIT 1
