-- Who sits where: private to this machine, never exchanged.
CREATE TABLE seat_clerk (login TEXT PRIMARY KEY NOT NULL, clerk TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE seat_window (term TEXT PRIMARY KEY NOT NULL, "window" TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Due dates moved by a new table of holidays.
CREATE INDEX step_redate ON step (at, request) WHERE kind = 'redate';
-- Whose card was merged into whose.
CREATE INDEX resident_merged ON resident (merged_into) WHERE merged_into IS NOT NULL;
