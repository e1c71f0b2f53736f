INSERT INTO bundle_out (id, to_site, at, clerk, until_have) VALUES (:id, :to, :at, :clerk, :have)
