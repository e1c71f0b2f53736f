-- Whose record it is. At the hub the records of every community stand in one table, so each says its site; what a
-- desk works through are its own alone. Hand-overs of a request to another community's desk.

ALTER TABLE ticket ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE dayclose ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE guidance ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE callback ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE loan ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE hold ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE resident ADD COLUMN home TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN referral TEXT;
-- A request's number begins with the code of its site.
ALTER TABLE request ADD COLUMN home TEXT GENERATED ALWAYS AS (substr(number, 1, instr(number, '-') - 1)) VIRTUAL;

-- The same indexes as before, by site first: they carry the day's lists of a desk and the report of each community.
DROP INDEX ticket_by_day;
CREATE INDEX ticket_by_day ON ticket (site, day, number);
DROP INDEX dayclose_by_day;
CREATE INDEX dayclose_by_day ON dayclose (site, day);
DROP INDEX guidance_by_day;
CREATE INDEX guidance_by_day ON guidance (site, day);
DROP INDEX callback_open;
CREATE INDEX callback_open ON callback (site, due, id) WHERE done_at IS NULL;
DROP INDEX request_open;
CREATE INDEX request_open ON request (home, COALESCE(due, '9999'), id) WHERE state NOT IN ('finished', 'merged');
DROP INDEX request_finished;
CREATE INDEX request_finished ON request (home, finished_at, id) WHERE state = 'finished';
CREATE INDEX request_opened ON request (home, opened_at);
DROP INDEX loan_open_by_due;
CREATE INDEX loan_open_by_due ON loan (site, due, id) WHERE back_at IS NULL;
DROP INDEX loan_by_out;
CREATE INDEX loan_by_out ON loan (site, out_at);
DROP INDEX loan_by_back;
CREATE INDEX loan_by_back ON loan (site, back_at) WHERE back_at IS NOT NULL;

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
CREATE INDEX referral_incoming ON referral (to_site, sent_at, id);
CREATE INDEX referral_outgoing ON referral (from_site, sent_at, id);
CREATE INDEX referral_by_number ON referral (number);

-- Which program wrote a site's newest file.
ALTER TABLE peer ADD COLUMN app TEXT NOT NULL DEFAULT '';
ALTER TABLE peer ADD COLUMN schema INTEGER NOT NULL DEFAULT 0;

-- Acts that change no record: an export, a reveal. Chained, so that a line taken out is seen.
CREATE TABLE audit (
  n INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,         -- ms UTC
  clerk TEXT NOT NULL, act TEXT NOT NULL, ent TEXT NOT NULL, fields TEXT NOT NULL,
  prev BLOB NOT NULL, hash BLOB NOT NULL
) STRICT;
