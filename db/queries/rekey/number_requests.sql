INSERT OR IGNORE INTO entity (id) SELECT id FROM request WHERE summary <> '' AND COALESCE(merged_into, '') = '' ORDER BY id
