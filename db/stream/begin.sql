-- Made by `desk hub stream`, read by psql. One transaction: all of it or nothing. Reading it again changes nothing.
\set ON_ERROR_STOP on
BEGIN;
SET LOCAL client_encoding TO 'UTF8';
CREATE TABLE IF NOT EXISTS op (
  site text COLLATE "C" NOT NULL, epoch bigint NOT NULL, stream text COLLATE "C" NOT NULL, seq bigint NOT NULL,
  hlc bigint NOT NULL, ent text COLLATE "C" NOT NULL,
  header bytea NOT NULL, body bytea, body_hash bytea NOT NULL, hash bytea NOT NULL, via text,
  PRIMARY KEY (site, epoch, stream, seq)
);
CREATE INDEX IF NOT EXISTS op_of_entity ON op (ent);
CREATE TEMP TABLE op_in (LIKE op) ON COMMIT DROP;
CREATE TEMP TABLE op_bare (site text, epoch bigint, stream text, seq bigint) ON COMMIT DROP;
COPY op_in (site, epoch, stream, seq, hlc, ent, header, body, body_hash, hash, via) FROM stdin;
