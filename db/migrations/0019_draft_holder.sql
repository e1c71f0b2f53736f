-- A draft has an owner: the window (a running program) that types it. Another window of the same clerk keeps its own, and
-- only what no open window holds is offered. Those of before belong to nobody.
ALTER TABLE draft RENAME TO draft_0018;
CREATE TABLE draft (
  clerk TEXT NOT NULL, form TEXT NOT NULL, holder TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (clerk, form, holder)
) STRICT, WITHOUT ROWID;
INSERT INTO draft (clerk, form, holder, at, body) SELECT clerk, form, '', at, body FROM draft_0018;
DROP TABLE draft_0018;
