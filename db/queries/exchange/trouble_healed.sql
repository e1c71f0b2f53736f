DELETE FROM trouble WHERE code IN ('E-GAP', 'E-SELF-AHEAD', 'E-CHAIN', 'E-REVOKED', 'E-SENDER') AND EXISTS (SELECT 1 FROM stream
WHERE stream.site = trouble.site AND stream.epoch = trouble.epoch AND stream.name = trouble.stream AND stream.head >= trouble.last)
