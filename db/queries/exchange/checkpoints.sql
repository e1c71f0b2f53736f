SELECT c.seq, c.sig FROM checkpoint c JOIN op o ON o.site = c.site AND o.epoch = c.epoch AND o.stream = c.stream AND o.seq = c.seq
WHERE c.site = :site AND c.epoch = :epoch AND c.stream = :stream AND c.seq > :from AND c.seq <= :head AND o.hash = c.hash ORDER BY c.seq
