CREATE TABLE advisor (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL,
  active_from TEXT NOT NULL, active_to TEXT NOT NULL, -- YYYY-MM-DD; '' = open
  buffer INTEGER NOT NULL, notice INTEGER NOT NULL,   -- minutes
  horizon INTEGER NOT NULL,                           -- days; 0 = as the setting says
  daily_max INTEGER NOT NULL                          -- 0 = any number
) STRICT;
CREATE TABLE audit (
  n INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,         -- ms UTC
  clerk TEXT NOT NULL, act TEXT NOT NULL, ent TEXT NOT NULL, fields TEXT NOT NULL,
  prev BLOB NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE TABLE booking (
  id TEXT PRIMARY KEY NOT NULL, number TEXT NOT NULL, kind TEXT NOT NULL, advisor TEXT NOT NULL, place TEXT NOT NULL,
  start TEXT NOT NULL,                                -- local, YYYY-MM-DDTHH:MM
  minutes INTEGER NOT NULL, state TEXT NOT NULL, community TEXT NOT NULL, rev INTEGER NOT NULL, home TEXT NOT NULL,
  made INTEGER NOT NULL, lecture TEXT NOT NULL, seats INTEGER NOT NULL, title TEXT NOT NULL, series TEXT NOT NULL, offer_until INTEGER NOT NULL,
  client TEXT NOT NULL, client_name TEXT NOT NULL, phone TEXT NOT NULL, topic TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE TABLE booking_note (
  id TEXT PRIMARY KEY NOT NULL, booking TEXT NOT NULL, text TEXT NOT NULL, restricted INTEGER NOT NULL,
  at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE TABLE bundle_in (id TEXT PRIMARY KEY NOT NULL, from_site TEXT NOT NULL, at INTEGER NOT NULL, clerk TEXT NOT NULL, counts TEXT NOT NULL, refused TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE bundle_out (id TEXT PRIMARY KEY NOT NULL, to_site TEXT NOT NULL, at INTEGER NOT NULL, clerk TEXT NOT NULL, until_have TEXT NOT NULL, file TEXT NOT NULL DEFAULT '', covers TEXT NOT NULL DEFAULT '{}') STRICT;
CREATE TABLE calday (id TEXT PRIMARY KEY NOT NULL, day TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL) STRICT;
CREATE TABLE callback (
  id TEXT PRIMARY KEY NOT NULL, request TEXT NOT NULL, resident TEXT, due TEXT NOT NULL, made_at INTEGER NOT NULL,
  done_at INTEGER, clerk TEXT, reason TEXT, result TEXT
, site TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE certificate (
  id TEXT PRIMARY KEY NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, office TEXT NOT NULL, retired INTEGER NOT NULL
) STRICT;
CREATE TABLE checkpoint (
  site TEXT NOT NULL, epoch INTEGER NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
  hash BLOB NOT NULL, sig BLOB NOT NULL,
  PRIMARY KEY (site, epoch, stream, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE clerk (
  id TEXT PRIMARY KEY NOT NULL,
  site TEXT NOT NULL,
  name TEXT NOT NULL,
  key TEXT NOT NULL,           -- SHA256:…
  transfer TEXT NOT NULL       -- code of the site this key carries files for; '' = a person at the counter
) STRICT;
CREATE TABLE conflict (id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, members TEXT NOT NULL, opened INTEGER NOT NULL) STRICT;
CREATE TABLE conflict_of (ent TEXT NOT NULL, conflict TEXT NOT NULL, PRIMARY KEY (ent, conflict)) STRICT, WITHOUT ROWID;
CREATE TABLE copy (
  id TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL, barcode TEXT NOT NULL, call_number TEXT NOT NULL, kind TEXT NOT NULL,
  site TEXT NOT NULL,          -- the room that has it in hand
  state TEXT NOT NULL,         -- in, lent, held, lost, damaged
  due TEXT, hold TEXT, note TEXT NOT NULL
) STRICT;
CREATE TABLE counter (name TEXT NOT NULL, day TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (name, day)) STRICT, WITHOUT ROWID;
CREATE TABLE dayclose (
  id TEXT PRIMARY KEY NOT NULL, day TEXT NOT NULL, closed_at INTEGER NOT NULL, clerk TEXT NOT NULL,
  served INTEGER NOT NULL, unserved INTEGER NOT NULL, carried INTEGER NOT NULL
, site TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE draft (
  clerk TEXT NOT NULL, form TEXT NOT NULL, holder TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (clerk, form, holder)
) STRICT, WITHOUT ROWID;
CREATE TABLE entity (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE entry (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  clerk TEXT NOT NULL,
  stated INTEGER NOT NULL, real INTEGER NOT NULL,
  cmd TEXT NOT NULL,
  ops TEXT NOT NULL,           -- {"hub":[first,last],…}: its operations, stream by stream
  undoes TEXT, undone_by TEXT, -- entry ids
  over TEXT                    -- reason given for an override
, epoch INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE erased (
  op TEXT PRIMARY KEY NOT NULL, ent TEXT NOT NULL, k TEXT NOT NULL,
  site TEXT NOT NULL, epoch INTEGER NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL, hlc INTEGER NOT NULL
) STRICT;
CREATE TABLE find_key (room INTEGER NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (room, key, n)) STRICT, WITHOUT ROWID;
CREATE TABLE followup (
  id TEXT PRIMARY KEY NOT NULL, booking TEXT NOT NULL, client TEXT NOT NULL, due TEXT NOT NULL, text TEXT NOT NULL,
  done TEXT NOT NULL                                  -- YYYY-MM-DD; '' = open
) STRICT;
CREATE TABLE grant (
  id TEXT PRIMARY KEY NOT NULL, advisor TEXT NOT NULL, place TEXT NOT NULL,
  start TEXT NOT NULL, minutes INTEGER NOT NULL,     -- local, YYYY-MM-DDTHH:MM
  "to" TEXT NOT NULL, until INTEGER NOT NULL,        -- the desk; ms UTC
  given INTEGER NOT NULL, taken INTEGER NOT NULL,    -- ms UTC; taken 0 = it stands
  by_phone INTEGER NOT NULL
) STRICT;
CREATE TABLE guidance (
  id TEXT PRIMARY KEY NOT NULL, certificate TEXT NOT NULL, office TEXT NOT NULL, at INTEGER NOT NULL, day TEXT NOT NULL,
  clerk TEXT NOT NULL, ticket TEXT, resident TEXT
, site TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE handover (id TEXT PRIMARY KEY NOT NULL, ent TEXT NOT NULL, "to" TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE held (
  site TEXT NOT NULL, epoch INTEGER NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
  hlc INTEGER NOT NULL, ent TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (site, epoch, stream, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE hold (
  id TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL, reader TEXT NOT NULL,
  placed_at INTEGER NOT NULL,  -- ms UTC; the order of the queue
  state TEXT NOT NULL,         -- waiting, ready, done, cancelled, expired
  copy TEXT, until TEXT, ended_at INTEGER
, site TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE hours (
  id TEXT PRIMARY KEY NOT NULL, owner TEXT NOT NULL, weekday INTEGER NOT NULL, "from" TEXT NOT NULL, "to" TEXT NOT NULL
) STRICT;
CREATE TABLE leave (id TEXT PRIMARY KEY NOT NULL, owner TEXT NOT NULL, "from" TEXT NOT NULL, "to" TEXT NOT NULL) STRICT;
CREATE TABLE loan (
  id TEXT PRIMARY KEY NOT NULL,
  copy TEXT NOT NULL,
  reader TEXT,                 -- leaves a closed loan where history is not kept
  reader_kind TEXT NOT NULL,
  out_at INTEGER NOT NULL,     -- ms UTC
  due TEXT NOT NULL, renewals INTEGER NOT NULL,
  back_at INTEGER,             -- ms UTC; NULL = open
  ended TEXT, late_days INTEGER
, site TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE newer (ent TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE op (
  site TEXT NOT NULL, epoch INTEGER NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
  hlc INTEGER NOT NULL, ent TEXT NOT NULL,
  header BLOB NOT NULL,        -- exact bytes, never written again
  body BLOB,                   -- exact bytes; NULL = withheld by the sender, or erased
  body_hash BLOB NOT NULL, hash BLOB NOT NULL,
  via TEXT,                    -- the bundle it came in; NULL = written here
  PRIMARY KEY (site, epoch, stream, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE op_aside (
  site TEXT NOT NULL, epoch INTEGER NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
  header BLOB NOT NULL, body BLOB, hash BLOB NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (site, epoch, stream, seq, hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE pause (
  id TEXT PRIMARY KEY NOT NULL, request TEXT NOT NULL, reason TEXT NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER
) STRICT;
CREATE TABLE peer (site TEXT PRIMARY KEY NOT NULL, have TEXT NOT NULL, at INTEGER NOT NULL, via TEXT, name TEXT NOT NULL DEFAULT '', hub INTEGER NOT NULL DEFAULT 0, epoch INTEGER NOT NULL DEFAULT 0, told TEXT NOT NULL DEFAULT '[]', app TEXT NOT NULL DEFAULT '', schema INTEGER NOT NULL DEFAULT 0, roster INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE place (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, capacity INTEGER NOT NULL, shared INTEGER NOT NULL, community TEXT NOT NULL
) STRICT;
CREATE TABLE reader (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL, card TEXT NOT NULL, kind TEXT NOT NULL,
  resident TEXT, until TEXT, blocked_until TEXT
) STRICT;
CREATE TABLE referral (
  id TEXT PRIMARY KEY NOT NULL,
  from_site TEXT NOT NULL, to_site TEXT NOT NULL,
  request TEXT NOT NULL, number TEXT NOT NULL,  -- of the desk that hands over
  service TEXT NOT NULL,
  state TEXT NOT NULL,         -- sent, taken, sent_back, recalled, finished
  sent_at INTEGER NOT NULL, answered_at INTEGER, finished_at INTEGER,
  accepted_at INTEGER, due TEXT, due_basis TEXT NOT NULL,
  taken_as TEXT,               -- number at the desk that took it
  resident TEXT, name TEXT, id_type TEXT, id_number TEXT, phone TEXT, address TEXT,
  summary TEXT NOT NULL, papers TEXT, sender TEXT NOT NULL, taker TEXT, reason TEXT, result TEXT
) STRICT;
CREATE TABLE request (
  id TEXT PRIMARY KEY NOT NULL, number TEXT NOT NULL, resident TEXT, service TEXT NOT NULL, ticket TEXT,
  state TEXT NOT NULL, opened_at INTEGER NOT NULL, accepted_at INTEGER, told_at INTEGER, clerk TEXT NOT NULL,
  owner TEXT NOT NULL, due TEXT, due_basis TEXT NOT NULL, provisional INTEGER NOT NULL, extra INTEGER NOT NULL,
  stage INTEGER NOT NULL, publicity_until TEXT, owed_until TEXT, referred_at INTEGER, finished_at INTEGER,
  amount INTEGER, score INTEGER, rated_at INTEGER, reopened INTEGER NOT NULL, merged_into TEXT, repeat_of TEXT,
  summary TEXT NOT NULL, missing TEXT, owed TEXT, referred_to TEXT, result TEXT,
  tail TEXT GENERATED ALWAYS AS (substr(number, -9)) VIRTUAL,
  count TEXT GENERATED ALWAYS AS (substr(number, -4)) VIRTUAL
, referral TEXT, home TEXT GENERATED ALWAYS AS (substr(number, 1, instr(number, '-') - 1)) VIRTUAL) STRICT;
CREATE TABLE resident (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL, id_type TEXT NOT NULL, id_number TEXT NOT NULL, phone TEXT NOT NULL, address TEXT NOT NULL,
  birth TEXT NOT NULL, sex TEXT NOT NULL, tags TEXT NOT NULL, merged_into TEXT
, home TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE roster (version INTEGER PRIMARY KEY, at INTEGER NOT NULL, doc TEXT NOT NULL, via TEXT NOT NULL) STRICT;
CREATE TABLE rule (
  id TEXT PRIMARY KEY NOT NULL,
  site TEXT NOT NULL, reader_kind TEXT NOT NULL, item_kind TEXT NOT NULL,
  days INTEGER NOT NULL, renewals INTEGER NOT NULL, renewal_days INTEGER NOT NULL,
  cap INTEGER NOT NULL, holds INTEGER NOT NULL
) STRICT;
CREATE TABLE seat_clerk (login TEXT PRIMARY KEY NOT NULL, clerk TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE seat_window (term TEXT PRIMARY KEY NOT NULL, "window" TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE series (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL,
  rule TEXT NOT NULL,          -- RFC 5545
  start TEXT NOT NULL,         -- local, YYYY-MM-DDTHH:MM
  minutes INTEGER NOT NULL, holidays TEXT NOT NULL, kind TEXT NOT NULL, advisor TEXT NOT NULL, place TEXT NOT NULL,
  stopped TEXT NOT NULL        -- first day it no longer takes place; '' = goes on
) STRICT;
CREATE TABLE service (
  id TEXT PRIMARY KEY NOT NULL, code TEXT NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, category TEXT NOT NULL,
  materials TEXT NOT NULL, stages TEXT NOT NULL, unit TEXT NOT NULL, promised INTEGER, ceiling INTEGER,
  extended INTEGER, return_hours INTEGER, aid INTEGER NOT NULL, sealed INTEGER NOT NULL, handled_by TEXT NOT NULL,
  legal_basis TEXT NOT NULL, confidence TEXT NOT NULL, unconfirmed INTEGER NOT NULL, note TEXT NOT NULL,
  retired INTEGER NOT NULL
) STRICT;
CREATE TABLE session_kind (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, minutes INTEGER NOT NULL, capacity INTEGER NOT NULL,
  needs_advisor INTEGER NOT NULL, needs_place INTEGER NOT NULL
) STRICT;
CREATE TABLE setting (id TEXT PRIMARY KEY NOT NULL, site TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL) STRICT;
CREATE TABLE settlement (
  id TEXT PRIMARY KEY NOT NULL, conflict TEXT NOT NULL, kind TEXT NOT NULL,
  keep TEXT NOT NULL, "drop" TEXT NOT NULL,          -- one id a line
  at INTEGER NOT NULL, site TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE TABLE site_state (
  k INTEGER PRIMARY KEY CHECK (k = 1),
  site TEXT NOT NULL,          -- code, QLQ
  name TEXT NOT NULL,
  hub INTEGER NOT NULL,        -- 1 at the subdistrict
  made_for_play INTEGER NOT NULL, -- 1: made by --demo or with --now; any stated time is taken
  epoch INTEGER NOT NULL,
  hlc INTEGER NOT NULL         -- hybrid logical clock: ms << 16 | counter
, root TEXT, generation INTEGER NOT NULL DEFAULT 0, machine TEXT NOT NULL DEFAULT '', knows TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE sitekey (
  id TEXT PRIMARY KEY NOT NULL,
  code TEXT NOT NULL, name TEXT NOT NULL, hub INTEGER NOT NULL,
  number INTEGER NOT NULL, sign TEXT NOT NULL, read TEXT NOT NULL,
  since INTEGER NOT NULL,      -- ms
  ended INTEGER, why TEXT,     -- NULL: holds; rotated, replaced, revoked
  after TEXT                   -- {"S07.0.hub":18342,…}: what its signature covers
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
, site TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE title (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL, author TEXT NOT NULL, publisher TEXT NOT NULL, year TEXT NOT NULL,
  isbn TEXT NOT NULL,          -- 13 digits where it is a valid one
  call_number TEXT NOT NULL
, class TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT '', pages TEXT NOT NULL DEFAULT '', series TEXT NOT NULL DEFAULT '', subjects TEXT NOT NULL DEFAULT '', summary TEXT NOT NULL DEFAULT '', notes TEXT NOT NULL DEFAULT '', record TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE trouble (
  site TEXT NOT NULL, epoch INTEGER NOT NULL, stream TEXT NOT NULL, code TEXT NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, at INTEGER NOT NULL, via TEXT NOT NULL,
  PRIMARY KEY (site, epoch, stream, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE visit (
  id TEXT PRIMARY KEY NOT NULL, site TEXT NOT NULL, day TEXT NOT NULL, count INTEGER NOT NULL,
  at INTEGER NOT NULL          -- ms UTC
) STRICT;
CREATE INDEX booking_by_advisor ON booking (advisor, start) WHERE advisor <> '';
CREATE INDEX booking_by_client ON booking (client, start);
CREATE INDEX booking_by_kind ON booking (kind) WHERE state = 'booked';
CREATE INDEX booking_by_lecture ON booking (lecture) WHERE lecture <> '';
CREATE INDEX booking_by_number ON booking (number);
CREATE INDEX booking_by_place ON booking (place, start) WHERE place <> '';
CREATE INDEX booking_by_series ON booking (series, start) WHERE series <> '';
CREATE INDEX booking_by_start ON booking (start);
CREATE INDEX booking_by_state ON booking (state, start);
CREATE INDEX bundle_in_by_at ON bundle_in (at, id);
CREATE INDEX bundle_out_by_at ON bundle_out (at, id);
CREATE INDEX bundle_out_to ON bundle_out (to_site, at);
CREATE INDEX callback_of_request ON callback (request);
CREATE INDEX callback_open ON callback (site, due, id) WHERE done_at IS NULL;
CREATE INDEX clerk_of_site ON clerk (site, name);
CREATE INDEX conflict_of_clash ON conflict_of (conflict);
CREATE INDEX copy_by_barcode ON copy (barcode);
CREATE INDEX copy_by_title ON copy (title, site, state);
CREATE INDEX dayclose_by_day ON dayclose (site, day);
CREATE INDEX entry_of_clerk ON entry (clerk, n);
CREATE INDEX erased_of ON erased (ent);
CREATE INDEX followup_of_booking ON followup (booking);
CREATE INDEX followup_open ON followup (done, due);
CREATE INDEX grant_by_start ON grant (start);
CREATE INDEX guidance_by_day ON guidance (site, day);
CREATE INDEX handover_of ON handover (ent);
CREATE INDEX held_by_reason ON held (reason, hlc);
CREATE INDEX held_of ON held (ent);
CREATE INDEX hold_of_reader ON hold (reader, placed_at, id) WHERE ended_at IS NULL;
CREATE INDEX hold_of_title ON hold (title, placed_at, id) WHERE ended_at IS NULL;
CREATE INDEX hold_open ON hold (state, until, placed_at, id) WHERE ended_at IS NULL;
CREATE INDEX hours_by_owner ON hours (owner);
CREATE INDEX leave_by_end ON leave ("to");
CREATE INDEX leave_by_owner ON leave (owner);
CREATE INDEX loan_by_back ON loan (site, back_at) WHERE back_at IS NOT NULL;
CREATE INDEX loan_by_out ON loan (site, out_at);
CREATE INDEX loan_open_by_copy ON loan (copy, out_at) WHERE back_at IS NULL;
CREATE INDEX loan_open_by_due ON loan (site, due, id) WHERE back_at IS NULL;
CREATE INDEX loan_open_by_reader ON loan (reader, due, id) WHERE back_at IS NULL;
CREATE INDEX note_of_booking ON booking_note (booking, at);
CREATE INDEX op_bare ON op (site, epoch, stream, seq) WHERE body IS NULL;
CREATE INDEX op_of_entity ON op (ent);
CREATE INDEX pause_of_request ON pause (request);
CREATE INDEX reader_by_card ON reader (card);
CREATE INDEX reader_by_resident ON reader (resident) WHERE resident IS NOT NULL;
CREATE INDEX referral_incoming ON referral (to_site, sent_at, id);
CREATE INDEX referral_outgoing ON referral (from_site, sent_at, id);
CREATE INDEX request_by_count ON request (count, id) WHERE state NOT IN ('finished', 'merged');
CREATE INDEX request_by_tail ON request (tail, id);
CREATE INDEX request_finished ON request (home, finished_at, id) WHERE state = 'finished';
CREATE INDEX request_of_resident ON request (resident, service);
CREATE INDEX request_open ON request (home, COALESCE(due, '9999'), id) WHERE state NOT IN ('finished', 'merged');
CREATE INDEX request_opened ON request (home, opened_at);
CREATE INDEX resident_by_number ON resident (id_number) WHERE id_number <> '';
CREATE INDEX resident_merged ON resident (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX settlement_by_time ON settlement (at);
CREATE INDEX settlement_of ON settlement (conflict);
CREATE INDEX step_of_request ON step (request, id);
CREATE INDEX step_redate ON step (at, request) WHERE kind = 'redate';
CREATE INDEX ticket_by_day ON ticket (site, day, number);
CREATE INDEX ticket_open ON ticket (state) WHERE state IN ('waiting', 'called', 'missed', 'held');
CREATE INDEX title_by_isbn ON title (isbn) WHERE isbn <> '';
CREATE INDEX visit_by_day ON visit (day, site);
