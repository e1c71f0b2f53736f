SELECT 1 FROM bundle_in WHERE id = :id
