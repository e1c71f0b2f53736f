INSERT INTO entry (id, clerk, stated, real, cmd, ops, undoes, over) VALUES (:id, :clerk, :stated, :real, :cmd, :ops, :undoes, :over)
