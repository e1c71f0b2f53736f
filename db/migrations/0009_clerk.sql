-- Clerks of this site: whose key opens the desk over SSH. A row from another site's file never counts here.
CREATE TABLE clerk (
  id TEXT PRIMARY KEY NOT NULL,
  site TEXT NOT NULL,
  name TEXT NOT NULL,
  key TEXT NOT NULL,           -- SHA256:…
  transfer TEXT NOT NULL       -- code of the site this key carries files for; '' = a person at the counter
) STRICT;
CREATE INDEX clerk_of_site ON clerk (site, name);
