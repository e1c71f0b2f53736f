CREATE TABLE bundle_in (id TEXT PRIMARY KEY NOT NULL, from_site TEXT NOT NULL, at INTEGER NOT NULL, clerk TEXT NOT NULL, counts TEXT NOT NULL) STRICT;
CREATE TABLE bundle_out (id TEXT PRIMARY KEY NOT NULL, to_site TEXT NOT NULL, at INTEGER NOT NULL, clerk TEXT NOT NULL, until_have TEXT NOT NULL) STRICT;
CREATE TABLE calday (id TEXT PRIMARY KEY NOT NULL, day TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL) STRICT;
CREATE TABLE callback (
  id TEXT PRIMARY KEY NOT NULL, request TEXT NOT NULL, resident TEXT, due TEXT NOT NULL, made_at INTEGER NOT NULL,
  done_at INTEGER, clerk TEXT, reason TEXT, result TEXT
) STRICT;
CREATE TABLE certificate (
  id TEXT PRIMARY KEY NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, office TEXT NOT NULL, retired INTEGER NOT NULL
) STRICT;
CREATE TABLE counter (name TEXT NOT NULL, day TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (name, day)) STRICT, WITHOUT ROWID;
CREATE TABLE dayclose (
  id TEXT PRIMARY KEY NOT NULL, day TEXT NOT NULL, closed_at INTEGER NOT NULL, clerk TEXT NOT NULL,
  served INTEGER NOT NULL, unserved INTEGER NOT NULL, carried INTEGER NOT NULL
) STRICT;
CREATE TABLE draft (clerk TEXT NOT NULL, form TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (clerk, form)) STRICT, WITHOUT ROWID;
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
CREATE TABLE find_key (room TEXT NOT NULL, key TEXT NOT NULL, ent TEXT NOT NULL, PRIMARY KEY (room, key, ent)) STRICT, WITHOUT ROWID;
CREATE TABLE guidance (
  id TEXT PRIMARY KEY NOT NULL, certificate TEXT NOT NULL, office TEXT NOT NULL, at INTEGER NOT NULL, day TEXT NOT NULL,
  clerk TEXT NOT NULL, ticket TEXT, resident TEXT
) STRICT;
CREATE TABLE op (
  site TEXT NOT NULL, epoch INTEGER NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
  hlc INTEGER NOT NULL, ent TEXT NOT NULL,
  header BLOB NOT NULL,        -- exact bytes, never written again
  body BLOB,                   -- exact bytes; NULL = withheld by the sender, or erased
  body_hash BLOB NOT NULL, hash BLOB NOT NULL,
  via TEXT,                    -- the bundle it came in; NULL = written here
  PRIMARY KEY (site, epoch, stream, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE pause (
  id TEXT PRIMARY KEY NOT NULL, request TEXT NOT NULL, reason TEXT NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER
) STRICT;
CREATE TABLE peer (site TEXT PRIMARY KEY NOT NULL, have TEXT NOT NULL, at INTEGER NOT NULL, via TEXT) STRICT;
CREATE TABLE request (
  id TEXT PRIMARY KEY NOT NULL, number TEXT NOT NULL, resident TEXT, service TEXT NOT NULL, ticket TEXT,
  state TEXT NOT NULL, opened_at INTEGER NOT NULL, accepted_at INTEGER, told_at INTEGER, clerk TEXT NOT NULL,
  owner TEXT NOT NULL, due TEXT, due_basis TEXT NOT NULL, provisional INTEGER NOT NULL, extra INTEGER NOT NULL,
  stage INTEGER NOT NULL, publicity_until TEXT, owed_until TEXT, referred_at INTEGER, finished_at INTEGER,
  amount INTEGER, score INTEGER, rated_at INTEGER, reopened INTEGER NOT NULL, merged_into TEXT, repeat_of TEXT,
  summary TEXT NOT NULL, missing TEXT, owed TEXT, referred_to TEXT, result TEXT,
  tail TEXT GENERATED ALWAYS AS (substr(number, -9)) VIRTUAL,
  count TEXT GENERATED ALWAYS AS (substr(number, -4)) VIRTUAL
) STRICT;
CREATE TABLE resident (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL, id_type TEXT NOT NULL, id_number TEXT NOT NULL, phone TEXT NOT NULL, address TEXT NOT NULL,
  birth TEXT NOT NULL, sex TEXT NOT NULL, tags TEXT NOT NULL, merged_into TEXT
) STRICT;
CREATE TABLE service (
  id TEXT PRIMARY KEY NOT NULL, code TEXT NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, category TEXT NOT NULL,
  materials TEXT NOT NULL, stages TEXT NOT NULL, unit TEXT NOT NULL, promised INTEGER, ceiling INTEGER,
  extended INTEGER, return_hours INTEGER, aid INTEGER NOT NULL, sealed INTEGER NOT NULL, handled_by TEXT NOT NULL,
  legal_basis TEXT NOT NULL, confidence TEXT NOT NULL, unconfirmed INTEGER NOT NULL, note TEXT NOT NULL,
  retired INTEGER NOT NULL
) STRICT;
CREATE TABLE setting (id TEXT PRIMARY KEY NOT NULL, site TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL) STRICT;
CREATE TABLE site_state (
  k INTEGER PRIMARY KEY CHECK (k = 1),
  site TEXT NOT NULL,          -- code, QLQ
  name TEXT NOT NULL,
  hub INTEGER NOT NULL,        -- 1 at the subdistrict
  made_for_play INTEGER NOT NULL, -- 1: made by --demo or with --now; any stated time is taken
  epoch INTEGER NOT NULL,
  hlc INTEGER NOT NULL         -- hybrid logical clock: ms << 16 | counter
) STRICT;
CREATE TABLE step (
  id TEXT PRIMARY KEY NOT NULL, request TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, clerk TEXT NOT NULL,
  stage INTEGER, until TEXT, "by" TEXT, text TEXT
) STRICT;
CREATE TABLE stream (
  site TEXT NOT NULL, epoch INTEGER NOT NULL, name TEXT NOT NULL,
  head INTEGER NOT NULL, head_hash BLOB NOT NULL,
  PRIMARY KEY (site, epoch, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE terminal (clerk TEXT NOT NULL, term TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (clerk, term)) STRICT, WITHOUT ROWID;
CREATE TABLE ticket (
  id TEXT PRIMARY KEY NOT NULL, number TEXT NOT NULL, prefix TEXT NOT NULL, day TEXT NOT NULL, state TEXT NOT NULL,
  "window" TEXT, wanted TEXT, drawn_at INTEGER NOT NULL, called_at INTEGER, calls INTEGER NOT NULL,
  misses INTEGER NOT NULL, hold TEXT, ended_at INTEGER, clerk TEXT, resident TEXT, priority TEXT
) STRICT;
CREATE INDEX calday_by_day ON calday (day);
CREATE INDEX callback_open ON callback (due, id) WHERE done_at IS NULL;
CREATE INDEX dayclose_by_day ON dayclose (day);
CREATE INDEX entry_of_clerk ON entry (clerk, n);
CREATE INDEX guidance_by_day ON guidance (day);
CREATE INDEX op_of_entity ON op (ent);
CREATE INDEX pause_of_request ON pause (request);
CREATE INDEX request_by_count ON request (count, id) WHERE state NOT IN ('finished', 'merged');
CREATE INDEX request_by_number ON request (number);
CREATE INDEX request_by_tail ON request (tail, id);
CREATE INDEX request_finished ON request (finished_at, id) WHERE state = 'finished';
CREATE INDEX request_of_resident ON request (resident, service);
CREATE INDEX request_open ON request (due, id) WHERE state NOT IN ('finished', 'merged');
CREATE INDEX service_by_number ON service (number);
CREATE INDEX step_of_request ON step (request, id);
CREATE INDEX ticket_by_day ON ticket (day, number);
CREATE INDEX ticket_open ON ticket (state) WHERE state IN ('waiting', 'called', 'missed', 'held');
