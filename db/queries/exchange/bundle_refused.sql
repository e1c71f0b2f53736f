INSERT INTO bundle_in (id, from_site, at, clerk, counts, refused) VALUES (:id, :from, :at, :clerk, :counts, :refused)
