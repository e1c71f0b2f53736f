INSERT INTO bundle_in (id, from_site, at, clerk, counts) VALUES (:id, :from, :at, :clerk, :counts)
ON CONFLICT (id) DO UPDATE SET at = excluded.at, clerk = excluded.clerk, counts = excluded.counts
