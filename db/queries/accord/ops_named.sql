-- Operations of a record that count, with the file each came in.
SELECT o.site, o.epoch, o.stream, o.seq, o.hlc, o.header, o.body, b.from_site, b.at FROM op o LEFT JOIN bundle_in b ON b.id = o.via
WHERE o.ent = :ent AND NOT EXISTS (SELECT 1 FROM held h WHERE h.site = o.site AND h.epoch = o.epoch AND h.stream = o.stream AND h.seq = o.seq)
ORDER BY o.hlc, o.site, o.epoch, o.seq
