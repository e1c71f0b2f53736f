-- Exchange between sites by file (SYNC.md sections 2 and 9).

ALTER TABLE peer ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE peer ADD COLUMN hub INTEGER NOT NULL DEFAULT 0;  -- 1: its files say that it is the subdistrict's hub

-- In the log, not in the projection: clock ahead, not the writer's to write, newer program, does not fit.
CREATE TABLE held (
  site TEXT NOT NULL, epoch INTEGER NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
  hlc INTEGER NOT NULL, ent TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (site, epoch, stream, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_by_reason ON held (reason, hlc);

-- Found while reading files and not healed yet: gaps, forks, own operations that only others have.
CREATE TABLE trouble (
  site TEXT NOT NULL, epoch INTEGER NOT NULL, stream TEXT NOT NULL, code TEXT NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, at INTEGER NOT NULL, via TEXT NOT NULL,
  PRIMARY KEY (site, epoch, stream, code)
) STRICT, WITHOUT ROWID;
