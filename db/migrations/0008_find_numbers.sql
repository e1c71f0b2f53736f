-- Search keys name their record by a number instead of by its id of 41 letters, and their room by a small one
-- (store/find.rs): a quarter of the weight, and a page of residents is one query.

-- The number of every record that is found by keys and does not carry it in its own row.
CREATE TABLE entity (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO entity (id) SELECT DISTINCT ent FROM find_key WHERE room <> 'resident' ORDER BY ent;

ALTER TABLE resident RENAME TO resident_0005;
CREATE TABLE resident (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL, id_type TEXT NOT NULL, id_number TEXT NOT NULL, phone TEXT NOT NULL, address TEXT NOT NULL,
  birth TEXT NOT NULL, sex TEXT NOT NULL, tags TEXT NOT NULL, merged_into TEXT
) STRICT;
INSERT INTO resident (id, name, id_type, id_number, phone, address, birth, sex, tags, merged_into)
SELECT id, name, id_type, id_number, phone, address, birth, sex, tags, merged_into FROM resident_0005 ORDER BY id;
DROP TABLE resident_0005;
-- Whole ID numbers were keys beginning with '@'.
CREATE INDEX resident_by_number ON resident (id_number) WHERE id_number <> '';

ALTER TABLE find_key RENAME TO find_key_0005;
CREATE TABLE find_key (room INTEGER NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (room, key, n)) STRICT, WITHOUT ROWID;
INSERT INTO find_key (room, key, n)
SELECT 1, k.key, r.n FROM find_key_0005 k CROSS JOIN resident r ON r.id = k.ent WHERE k.room = 'resident' AND k.key NOT LIKE '@%';
INSERT INTO find_key (room, key, n)
SELECT CASE k.room WHEN 'title' THEN 2 WHEN 'reader' THEN 3 WHEN 'service' THEN 4 WHEN 'certificate' THEN 5 END, k.key, e.n
FROM find_key_0005 k CROSS JOIN entity e ON e.id = k.ent WHERE k.room IN ('title', 'reader', 'service', 'certificate');
DROP TABLE find_key_0005;

-- Lists and counts that walked over a whole table.
DROP INDEX request_open;
CREATE INDEX request_open ON request (COALESCE(due, '9999'), id) WHERE state NOT IN ('finished', 'merged');
CREATE INDEX bundle_in_by_at ON bundle_in (at, id);
CREATE INDEX bundle_out_by_at ON bundle_out (at, id);
CREATE INDEX bundle_out_to ON bundle_out (to_site, at);
