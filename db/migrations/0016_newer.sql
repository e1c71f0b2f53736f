-- What a newer program wrote, and which program last went through it.

-- Kinds and fields of the program that last brought the tables up to the log; another one goes through `newer` first.
ALTER TABLE site_state ADD COLUMN knows TEXT NOT NULL DEFAULT '';

-- Records with operations of a kind or with a field that this program does not know: kept, counted, relayed.
CREATE TABLE newer (ent TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
