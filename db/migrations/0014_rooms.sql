-- What the studio's and the reading room's own day needs: the rest of a catalogue record, visitors, series.

ALTER TABLE title ADD COLUMN class TEXT NOT NULL DEFAULT '';
ALTER TABLE title ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE title ADD COLUMN pages TEXT NOT NULL DEFAULT '';
ALTER TABLE title ADD COLUMN series TEXT NOT NULL DEFAULT '';
ALTER TABLE title ADD COLUMN subjects TEXT NOT NULL DEFAULT '';
ALTER TABLE title ADD COLUMN summary TEXT NOT NULL DEFAULT '';
ALTER TABLE title ADD COLUMN notes TEXT NOT NULL DEFAULT '';
ALTER TABLE title ADD COLUMN record TEXT NOT NULL DEFAULT ''; -- every field of the MARC record it came from, one a line

CREATE TABLE visit (
  id TEXT PRIMARY KEY NOT NULL, site TEXT NOT NULL, day TEXT NOT NULL, count INTEGER NOT NULL,
  at INTEGER NOT NULL          -- ms UTC
) STRICT;
CREATE INDEX visit_by_day ON visit (day, site);

CREATE TABLE series (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL,
  rule TEXT NOT NULL,          -- RFC 5545
  start TEXT NOT NULL,         -- local, YYYY-MM-DDTHH:MM
  minutes INTEGER NOT NULL, holidays TEXT NOT NULL, kind TEXT NOT NULL, advisor TEXT NOT NULL, place TEXT NOT NULL,
  stopped TEXT NOT NULL        -- first day it no longer takes place; '' = goes on
) STRICT;
CREATE INDEX booking_by_series ON booking (series, start) WHERE series <> '';
