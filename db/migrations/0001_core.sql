-- The journal, which is also the operation log between sites (SYNC.md sections 1-3),
-- and what every room stands on.

CREATE TABLE site_state (
  k INTEGER PRIMARY KEY CHECK (k = 1),
  site TEXT NOT NULL,          -- code, QLQ
  name TEXT NOT NULL,
  hub INTEGER NOT NULL,        -- 1 at the subdistrict
  made_for_play INTEGER NOT NULL, -- 1: made by --demo or with --now; any stated time is taken
  epoch INTEGER NOT NULL,
  hlc INTEGER NOT NULL         -- hybrid logical clock: ms << 16 | counter
) STRICT;

CREATE TABLE stream (
  site TEXT NOT NULL, epoch INTEGER NOT NULL, name TEXT NOT NULL,
  head INTEGER NOT NULL, head_hash BLOB NOT NULL,
  PRIMARY KEY (site, epoch, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE op (
  site TEXT NOT NULL, epoch INTEGER NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
  hlc INTEGER NOT NULL, ent TEXT NOT NULL,
  header BLOB NOT NULL,        -- exact bytes, never written again
  body BLOB,                   -- exact bytes; NULL = withheld by the sender, or erased
  body_hash BLOB NOT NULL, hash BLOB NOT NULL,
  via TEXT,                    -- the bundle it came in; NULL = written here
  PRIMARY KEY (site, epoch, stream, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX op_of_entity ON op (ent);

-- One row a command: what `show journal` lists and undo takes.
CREATE TABLE entry (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  clerk TEXT NOT NULL,
  stated INTEGER NOT NULL, real INTEGER NOT NULL,
  cmd TEXT NOT NULL,
  ops TEXT NOT NULL,           -- {"hub":[first,last],…}: its operations, stream by stream
  undoes TEXT, undone_by TEXT, -- entry ids
  over TEXT                    -- reason given for an override
) STRICT;
CREATE INDEX entry_of_clerk ON entry (clerk, n);

CREATE TABLE peer (site TEXT PRIMARY KEY NOT NULL, have TEXT NOT NULL, at INTEGER NOT NULL, via TEXT) STRICT;
CREATE TABLE bundle_in (id TEXT PRIMARY KEY NOT NULL, from_site TEXT NOT NULL, at INTEGER NOT NULL, clerk TEXT NOT NULL, counts TEXT NOT NULL) STRICT;
CREATE TABLE bundle_out (id TEXT PRIMARY KEY NOT NULL, to_site TEXT NOT NULL, at INTEGER NOT NULL, clerk TEXT NOT NULL, until_have TEXT NOT NULL) STRICT;

-- Running numbers: per name (ticket prefix, request) and local day.
CREATE TABLE counter (name TEXT NOT NULL, day TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (name, day)) STRICT, WITHOUT ROWID;

-- What a record is found by. Kept in step with the projections; a page of a list is a range of keys.
CREATE TABLE find_key (room TEXT NOT NULL, key TEXT NOT NULL, ent TEXT NOT NULL, PRIMARY KEY (room, key, ent)) STRICT, WITHOUT ROWID;

-- Not commands: private to a clerk, never exchanged.
CREATE TABLE draft (clerk TEXT NOT NULL, form TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (clerk, form)) STRICT, WITHOUT ROWID;
CREATE TABLE terminal (clerk TEXT NOT NULL, term TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (clerk, term)) STRICT, WITHOUT ROWID;

CREATE TABLE setting (id TEXT PRIMARY KEY NOT NULL, site TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL) STRICT;
CREATE TABLE calday (id TEXT PRIMARY KEY NOT NULL, day TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL) STRICT;
CREATE INDEX calday_by_day ON calday (day);

CREATE TABLE resident (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL, id_type TEXT NOT NULL, id_number TEXT NOT NULL, phone TEXT NOT NULL, address TEXT NOT NULL,
  birth TEXT NOT NULL, sex TEXT NOT NULL, tags TEXT NOT NULL, merged_into TEXT
) STRICT;
