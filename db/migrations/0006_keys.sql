-- Keys and trust between sites, restore and clone (SYNC.md sections 10 and 12). No secret is ever in the database.

ALTER TABLE site_state ADD COLUMN root TEXT;                            -- the hub's signing key, hex, pinned after its digits were compared
ALTER TABLE site_state ADD COLUMN generation INTEGER NOT NULL DEFAULT 0; -- rises with each file that leaves or comes; also beside the database
ALTER TABLE site_state ADD COLUMN machine TEXT NOT NULL DEFAULT '';      -- the machine this database works on; empty: not noted yet
ALTER TABLE entry ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;           -- the epoch its operations are numbered in

-- Every roster that was ever taken, byte for byte; the highest version counts.
CREATE TABLE roster (version INTEGER PRIMARY KEY, at INTEGER NOT NULL, doc TEXT NOT NULL, via TEXT NOT NULL) STRICT;

-- At the hub: what the next roster is signed from.
CREATE TABLE sitekey (
  id TEXT PRIMARY KEY NOT NULL,
  code TEXT NOT NULL, name TEXT NOT NULL, hub INTEGER NOT NULL,
  number INTEGER NOT NULL, sign TEXT NOT NULL, read TEXT NOT NULL,
  since INTEGER NOT NULL,      -- ms
  ended INTEGER, why TEXT,     -- NULL: holds; rotated, replaced, revoked
  after TEXT                   -- {"S07.0.hub":18342,…}: what its signature covers
) STRICT;
CREATE INDEX sitekey_by_code ON sitekey (code, number);

-- Operations that the hub has ruled out of a site's line when its history had forked: kept, in no list.
CREATE TABLE op_aside (
  site TEXT NOT NULL, epoch INTEGER NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
  header BLOB NOT NULL, body BLOB, hash BLOB NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (site, epoch, stream, seq, hash)
) STRICT, WITHOUT ROWID;
