-- Operations of ours that other sites kept and have sent back, in the order they were kept in.
SELECT h.site, h.epoch, h.stream, h.seq, o.body FROM held h JOIN op o ON o.site = h.site AND o.epoch = h.epoch AND o.stream = h.stream AND o.seq = h.seq
WHERE h.reason = 'returned' AND h.stream = :stream AND o.body IS NOT NULL ORDER BY h.site, h.epoch, h.seq
