INSERT INTO conflict (id, kind, members, opened) VALUES (:id, :kind, :members, :opened)
ON CONFLICT (id) DO UPDATE SET opened = excluded.opened
