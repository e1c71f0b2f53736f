-- The walk-in room: projections of its kinds. Each column is a field of the kind.

CREATE TABLE ticket (
  id TEXT PRIMARY KEY NOT NULL, number TEXT NOT NULL, prefix TEXT NOT NULL, day TEXT NOT NULL, state TEXT NOT NULL,
  "window" TEXT, wanted TEXT, drawn_at INTEGER NOT NULL, called_at INTEGER, calls INTEGER NOT NULL,
  misses INTEGER NOT NULL, hold TEXT, ended_at INTEGER, clerk TEXT, resident TEXT, priority TEXT
) STRICT;
CREATE INDEX ticket_by_day ON ticket (day, number);
CREATE INDEX ticket_open ON ticket (state) WHERE state IN ('waiting', 'called', 'missed', 'held');

CREATE TABLE dayclose (
  id TEXT PRIMARY KEY NOT NULL, day TEXT NOT NULL, closed_at INTEGER NOT NULL, clerk TEXT NOT NULL,
  served INTEGER NOT NULL, unserved INTEGER NOT NULL, carried INTEGER NOT NULL
) STRICT;
CREATE INDEX dayclose_by_day ON dayclose (day);

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
CREATE INDEX request_by_number ON request (number);
CREATE INDEX request_by_tail ON request (tail, id);
CREATE INDEX request_by_count ON request (count, id) WHERE state NOT IN ('finished', 'merged');
CREATE INDEX request_open ON request (due, id) WHERE state NOT IN ('finished', 'merged');
CREATE INDEX request_finished ON request (finished_at, id) WHERE state = 'finished';
CREATE INDEX request_of_resident ON request (resident, service);

CREATE TABLE step (
  id TEXT PRIMARY KEY NOT NULL, request TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, clerk TEXT NOT NULL,
  stage INTEGER, until TEXT, "by" TEXT, text TEXT
) STRICT;
CREATE INDEX step_of_request ON step (request, id);

CREATE TABLE pause (
  id TEXT PRIMARY KEY NOT NULL, request TEXT NOT NULL, reason TEXT NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER
) STRICT;
CREATE INDEX pause_of_request ON pause (request);

CREATE TABLE callback (
  id TEXT PRIMARY KEY NOT NULL, request TEXT NOT NULL, resident TEXT, due TEXT NOT NULL, made_at INTEGER NOT NULL,
  done_at INTEGER, clerk TEXT, reason TEXT, result TEXT
) STRICT;
CREATE INDEX callback_open ON callback (due, id) WHERE done_at IS NULL;

CREATE TABLE guidance (
  id TEXT PRIMARY KEY NOT NULL, certificate TEXT NOT NULL, office TEXT NOT NULL, at INTEGER NOT NULL, day TEXT NOT NULL,
  clerk TEXT NOT NULL, ticket TEXT, resident TEXT
) STRICT;
CREATE INDEX guidance_by_day ON guidance (day);

CREATE TABLE service (
  id TEXT PRIMARY KEY NOT NULL, code TEXT NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, category TEXT NOT NULL,
  materials TEXT NOT NULL, stages TEXT NOT NULL, unit TEXT NOT NULL, promised INTEGER, ceiling INTEGER,
  extended INTEGER, return_hours INTEGER, aid INTEGER NOT NULL, sealed INTEGER NOT NULL, handled_by TEXT NOT NULL,
  legal_basis TEXT NOT NULL, confidence TEXT NOT NULL, unconfirmed INTEGER NOT NULL, note TEXT NOT NULL,
  retired INTEGER NOT NULL
) STRICT;
CREATE INDEX service_by_number ON service (number);

CREATE TABLE certificate (
  id TEXT PRIMARY KEY NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, office TEXT NOT NULL, retired INTEGER NOT NULL
) STRICT;
