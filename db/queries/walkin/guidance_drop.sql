DELETE FROM guidance WHERE id = :id
