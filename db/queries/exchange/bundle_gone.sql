UPDATE bundle_out SET file = '' WHERE id = :id
