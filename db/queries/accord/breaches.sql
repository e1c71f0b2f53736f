SELECT h.site, h.epoch, h.stream, h.seq, h.hlc, h.ent, o.header FROM held h
JOIN op o ON o.site = h.site AND o.epoch = h.epoch AND o.stream = h.stream AND o.seq = h.seq
WHERE h.reason = 'breach' ORDER BY h.hlc, h.site, h.seq
