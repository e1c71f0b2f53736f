SELECT s.site || '.' || s.epoch || '.' || s.name FROM stream s LEFT JOIN op o
ON o.site = s.site AND o.epoch = s.epoch AND o.stream = s.name AND o.seq = s.head WHERE o.hash IS NOT s.head_hash
UNION SELECT DISTINCT o.site || '.' || o.epoch || '.' || o.stream FROM op o LEFT JOIN stream s
ON o.site = s.site AND o.epoch = s.epoch AND o.stream = s.name WHERE s.head IS NULL OR o.seq > s.head
