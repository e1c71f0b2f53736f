-- Each hand-over of a record with the first operation that wrote it.
SELECT min(o.hlc), o.site, o.epoch, o.seq, h."to" FROM handover h JOIN op o ON o.ent = h.id WHERE h.ent = :ent GROUP BY h.id
