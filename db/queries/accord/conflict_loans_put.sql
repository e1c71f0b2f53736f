-- Open loans of a copy lead to the clash about where it is.
INSERT OR IGNORE INTO conflict_of (ent, conflict)
SELECT l.id, c.id FROM conflict_of o JOIN conflict c ON c.id = o.conflict AND c.kind = 'custody'
JOIN loan l ON l.copy = o.ent AND l.back_at IS NULL WHERE o.ent = :copy
