-- A clash about where a copy is has open loans for its cause: when one of them moves it is looked at again, and no other.
INSERT OR IGNORE INTO conflict_of (ent, conflict)
SELECT l.id, c.id FROM conflict c JOIN conflict_of o ON o.conflict = c.id JOIN loan l ON l.copy = o.ent AND l.back_at IS NULL
WHERE c.kind = 'custody';
-- What a place, a kind of session or an advisor bears on: a hub has every site's.
CREATE INDEX booking_by_kind ON booking (kind) WHERE state = 'booked';
CREATE INDEX hours_by_owner ON hours (owner);
CREATE INDEX leave_by_owner ON leave (owner);
-- Nothing asked by it.
DROP INDEX referral_by_number;
-- The records of one clash: a clash that is over is taken out by it.
CREATE INDEX conflict_of_clash ON conflict_of (conflict);
