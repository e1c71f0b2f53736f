INSERT INTO stream (site, epoch, name, head, head_hash) VALUES (:site, :epoch, :name, :head, :hash)
ON CONFLICT (site, epoch, name) DO UPDATE SET head = excluded.head, head_hash = excluded.head_hash
