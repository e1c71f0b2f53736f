SELECT max(o.hlc) FROM stream s JOIN op o ON o.site = s.site AND o.epoch = s.epoch AND o.stream = s.name AND o.seq = s.head WHERE s.site = :site AND s.name = 'pub'
