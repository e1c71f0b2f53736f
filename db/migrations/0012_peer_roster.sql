-- The version of the roster that a peer's newest file was written under: a newer one goes with our next file.
ALTER TABLE peer ADD COLUMN roster INTEGER NOT NULL DEFAULT 0;
