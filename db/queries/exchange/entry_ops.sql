SELECT ops FROM entry WHERE id = :id
