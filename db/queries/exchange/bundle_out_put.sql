INSERT INTO bundle_out (id, to_site, at, clerk, until_have, file, covers) VALUES (:id, :to, :at, :clerk, :have, :file, :covers)
