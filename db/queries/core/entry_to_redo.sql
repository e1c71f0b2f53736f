-- The clerk's last entry, and what was taken back if it is an undo. Entries have no index by id: what is undone is near.
SELECT e.id, e.cmd, e.ops, e.epoch, e.undoes,
  (SELECT f.cmd FROM entry f WHERE f.clerk = e.clerk AND f.n < e.n AND f.id = e.undoes ORDER BY f.n DESC LIMIT 1) AS what
FROM entry e WHERE e.clerk = :clerk AND e.undone_by IS NULL ORDER BY e.n DESC LIMIT 1
