-- Operations of a record that came by file and are in the lists, or are held because this program did not understand them.
SELECT o.site, o.epoch, o.stream, o.seq, o.header, o.body FROM op o
LEFT JOIN held h ON h.site = o.site AND h.epoch = o.epoch AND h.stream = o.stream AND h.seq = o.seq
WHERE o.ent = :ent AND o.via IS NOT NULL AND (h.reason IS NULL OR h.reason IN ('newer', 'shape'))
