-- Agreements between sites (SYNC.md sections 4-6 and 10). `conflict`, `conflict_of` and `erased` follow from the log
-- and are rebuilt by `desk verify`; the others are projections as everywhere.

CREATE TABLE settlement (
  id TEXT PRIMARY KEY NOT NULL, conflict TEXT NOT NULL, kind TEXT NOT NULL,
  keep TEXT NOT NULL, "drop" TEXT NOT NULL,          -- one id a line
  at INTEGER NOT NULL, site TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE INDEX settlement_of ON settlement (conflict);
CREATE INDEX settlement_by_time ON settlement (at);

CREATE TABLE handover (id TEXT PRIMARY KEY NOT NULL, ent TEXT NOT NULL, "to" TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX handover_of ON handover (ent);

CREATE TABLE grant (
  id TEXT PRIMARY KEY NOT NULL, advisor TEXT NOT NULL, place TEXT NOT NULL,
  start TEXT NOT NULL, minutes INTEGER NOT NULL,     -- local, YYYY-MM-DDTHH:MM
  "to" TEXT NOT NULL, until INTEGER NOT NULL,        -- the desk; ms UTC
  given INTEGER NOT NULL, taken INTEGER NOT NULL,    -- ms UTC; taken 0 = it stands
  by_phone INTEGER NOT NULL
) STRICT;
CREATE INDEX grant_by_start ON grant (start);

-- What clashes now.
CREATE TABLE conflict (id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, members TEXT NOT NULL, opened INTEGER NOT NULL) STRICT;
CREATE TABLE conflict_of (ent TEXT NOT NULL, conflict TEXT NOT NULL, PRIMARY KEY (ent, conflict)) STRICT, WITHOUT ROWID;

-- Operations that take text away: erase (all that is personal) and redact (some fields).
CREATE TABLE erased (
  op TEXT PRIMARY KEY NOT NULL, ent TEXT NOT NULL, k TEXT NOT NULL,
  site TEXT NOT NULL, epoch INTEGER NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL, hlc INTEGER NOT NULL
) STRICT;
CREATE INDEX erased_of ON erased (ent);

CREATE INDEX callback_of_request ON callback (request);
CREATE INDEX held_of ON held (ent);
