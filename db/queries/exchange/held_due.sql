SELECT h.hlc, h.ent, h.site, h.epoch, h.stream, h.seq, o.header, o.body FROM held h
JOIN op o ON o.site = h.site AND o.epoch = h.epoch AND o.stream = h.stream AND o.seq = h.seq WHERE h.reason = 'clock' AND h.hlc <= :limit
