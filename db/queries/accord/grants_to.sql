-- Every grant to a desk, as the operation that gave it says. Whether it was taken back or withdrawn since makes no difference to a
-- yes that the desk had said, so it is asked of the log and not of the table of grants, which has no row of a withdrawn one.
SELECT hlc, site, epoch, seq, body FROM op WHERE ent >= 'grant:' AND ent < 'grant;'
AND CASE WHEN json_valid(CAST(body AS TEXT)) THEN CAST(body AS TEXT) ->> '$.f.to' END = :to
AND NOT EXISTS (SELECT 1 FROM held h WHERE h.site = op.site AND h.epoch = op.epoch AND h.stream = op.stream AND h.seq = op.seq)
