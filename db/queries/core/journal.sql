SELECT n, id, clerk, stated, real, cmd, epoch, ops, undoes, undone_by, over FROM entry WHERE n < :before ORDER BY n DESC LIMIT :rows
