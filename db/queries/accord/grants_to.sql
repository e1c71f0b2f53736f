-- Every grant to a desk with the first operation that wrote it.
SELECT min(o.hlc), o.site, o.epoch, o.seq, g.advisor, g.place, g.start, g.minutes, g."to", g.until
FROM grant g JOIN op o ON o.ent = g.id WHERE g."to" = :to GROUP BY g.id
