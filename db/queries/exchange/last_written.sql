-- When the last file was written for each site.
SELECT to_site, max(at) FROM bundle_out GROUP BY to_site
