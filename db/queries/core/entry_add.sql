INSERT INTO entry (id, clerk, stated, real, cmd, epoch, ops, undoes, over) VALUES (:id, :clerk, :stated, :real, :cmd, :epoch, :ops, :undoes, :over)
