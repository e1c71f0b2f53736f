-- The studio's diary. Rows are projections of the journal: no uniqueness beyond ids, because two desks
-- may book the same hour before their files meet; overlap is checked by the rule (SYNC.md section 2).

CREATE TABLE advisor (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL,
  active_from TEXT NOT NULL, active_to TEXT NOT NULL, -- YYYY-MM-DD; '' = open
  buffer INTEGER NOT NULL, notice INTEGER NOT NULL,   -- minutes
  horizon INTEGER NOT NULL,                           -- days; 0 = as the setting says
  daily_max INTEGER NOT NULL                          -- 0 = any number
) STRICT;

CREATE TABLE place (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, capacity INTEGER NOT NULL, shared INTEGER NOT NULL, community TEXT NOT NULL
) STRICT;

CREATE TABLE hours (
  id TEXT PRIMARY KEY NOT NULL, owner TEXT NOT NULL, weekday INTEGER NOT NULL, "from" TEXT NOT NULL, "to" TEXT NOT NULL
) STRICT;

CREATE TABLE leave (id TEXT PRIMARY KEY NOT NULL, owner TEXT NOT NULL, "from" TEXT NOT NULL, "to" TEXT NOT NULL) STRICT;
CREATE INDEX leave_by_end ON leave ("to");

CREATE TABLE session_kind (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, minutes INTEGER NOT NULL, capacity INTEGER NOT NULL,
  needs_advisor INTEGER NOT NULL, needs_place INTEGER NOT NULL
) STRICT;

CREATE TABLE booking (
  id TEXT PRIMARY KEY NOT NULL, number TEXT NOT NULL, kind TEXT NOT NULL, advisor TEXT NOT NULL, place TEXT NOT NULL,
  start TEXT NOT NULL,                                -- local, YYYY-MM-DDTHH:MM
  minutes INTEGER NOT NULL, state TEXT NOT NULL, community TEXT NOT NULL, rev INTEGER NOT NULL, home TEXT NOT NULL,
  made INTEGER NOT NULL, lecture TEXT NOT NULL, seats INTEGER NOT NULL, title TEXT NOT NULL, series TEXT NOT NULL, offer_until INTEGER NOT NULL,
  client TEXT NOT NULL, client_name TEXT NOT NULL, phone TEXT NOT NULL, topic TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE INDEX booking_by_start ON booking (start);
CREATE INDEX booking_by_number ON booking (number);
CREATE INDEX booking_by_state ON booking (state, start);
CREATE INDEX booking_by_lecture ON booking (lecture) WHERE lecture <> '';
CREATE INDEX booking_by_client ON booking (client, start);

CREATE TABLE booking_note (
  id TEXT PRIMARY KEY NOT NULL, booking TEXT NOT NULL, text TEXT NOT NULL, restricted INTEGER NOT NULL,
  at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE INDEX note_of_booking ON booking_note (booking, at);

CREATE TABLE followup (
  id TEXT PRIMARY KEY NOT NULL, booking TEXT NOT NULL, client TEXT NOT NULL, due TEXT NOT NULL, text TEXT NOT NULL,
  done TEXT NOT NULL                                  -- YYYY-MM-DD; '' = open
) STRICT;
CREATE INDEX followup_open ON followup (done, due);
CREATE INDEX followup_of_booking ON followup (booking);
