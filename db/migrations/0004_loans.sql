-- The reading room: projections of titles, copies, readers, loans, holds and lending rules.

CREATE TABLE title (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL, author TEXT NOT NULL, publisher TEXT NOT NULL, year TEXT NOT NULL,
  isbn TEXT NOT NULL,          -- 13 digits where it is a valid one
  call_number TEXT NOT NULL
) STRICT;
CREATE INDEX title_by_isbn ON title (isbn) WHERE isbn <> '';

CREATE TABLE copy (
  id TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL, barcode TEXT NOT NULL, call_number TEXT NOT NULL, kind TEXT NOT NULL,
  site TEXT NOT NULL,          -- the room that has it in hand
  state TEXT NOT NULL,         -- in, lent, held, lost, damaged
  due TEXT, hold TEXT, note TEXT NOT NULL
) STRICT;
CREATE INDEX copy_by_barcode ON copy (barcode);
CREATE INDEX copy_by_title ON copy (title, site, state);

CREATE TABLE reader (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL, card TEXT NOT NULL, kind TEXT NOT NULL,
  resident TEXT, until TEXT, blocked_until TEXT
) STRICT;
CREATE INDEX reader_by_card ON reader (card);
CREATE INDEX reader_by_resident ON reader (resident) WHERE resident IS NOT NULL;

CREATE TABLE loan (
  id TEXT PRIMARY KEY NOT NULL,
  copy TEXT NOT NULL,
  reader TEXT,                 -- leaves a closed loan where history is not kept
  reader_kind TEXT NOT NULL,
  out_at INTEGER NOT NULL,     -- ms UTC
  due TEXT NOT NULL, renewals INTEGER NOT NULL,
  back_at INTEGER,             -- ms UTC; NULL = open
  ended TEXT, late_days INTEGER
) STRICT;
CREATE INDEX loan_open_by_due ON loan (due, id) WHERE back_at IS NULL;
CREATE INDEX loan_open_by_reader ON loan (reader, due, id) WHERE back_at IS NULL;
CREATE INDEX loan_open_by_copy ON loan (copy, out_at) WHERE back_at IS NULL;
CREATE INDEX loan_by_out ON loan (out_at);
CREATE INDEX loan_by_back ON loan (back_at) WHERE back_at IS NOT NULL;

CREATE TABLE hold (
  id TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL, reader TEXT NOT NULL,
  placed_at INTEGER NOT NULL,  -- ms UTC; the order of the queue
  state TEXT NOT NULL,         -- waiting, ready, done, cancelled, expired
  copy TEXT, until TEXT, ended_at INTEGER
) STRICT;
CREATE INDEX hold_of_title ON hold (title, placed_at, id) WHERE ended_at IS NULL;
CREATE INDEX hold_of_reader ON hold (reader, placed_at, id) WHERE ended_at IS NULL;
CREATE INDEX hold_open ON hold (state, until, placed_at, id) WHERE ended_at IS NULL;

CREATE TABLE rule (
  id TEXT PRIMARY KEY NOT NULL,
  site TEXT NOT NULL, reader_kind TEXT NOT NULL, item_kind TEXT NOT NULL,
  days INTEGER NOT NULL, renewals INTEGER NOT NULL, renewal_days INTEGER NOT NULL,
  cap INTEGER NOT NULL, holds INTEGER NOT NULL
) STRICT;
