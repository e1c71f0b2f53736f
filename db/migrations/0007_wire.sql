-- Sealed files between sites: what each author has signed for, what stands in the spool folders, frozen sites.

ALTER TABLE peer ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;  -- of its newest file: a restored machine speaks for itself whatever its clock says

-- Signed by the author: at `seq` its stream has this hash. What is relayed must end in one.
CREATE TABLE checkpoint (
  site TEXT NOT NULL, epoch INTEGER NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
  hash BLOB NOT NULL, sig BLOB NOT NULL,
  PRIMARY KEY (site, epoch, stream, seq)
) STRICT, WITHOUT ROWID;

ALTER TABLE peer ADD COLUMN told TEXT NOT NULL DEFAULT '[]';      -- files it refused and gaps it has, as its newest file says
ALTER TABLE bundle_out ADD COLUMN file TEXT NOT NULL DEFAULT '';    -- where it was written; empty: standard output, or removed since
ALTER TABLE bundle_out ADD COLUMN covers TEXT NOT NULL DEFAULT '{}'; -- stream -> last number in it
ALTER TABLE bundle_in ADD COLUMN refused TEXT NOT NULL DEFAULT '';  -- the code, for a file that was refused and is remembered

-- Operations without their text are few; a file that brings it is told by them.
CREATE INDEX op_bare ON op (site, epoch, stream, seq) WHERE body IS NULL;
