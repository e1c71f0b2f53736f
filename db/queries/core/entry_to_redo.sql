SELECT id, cmd, ops, epoch, undoes FROM entry WHERE clerk = :clerk AND undone_by IS NULL ORDER BY n DESC LIMIT 1
