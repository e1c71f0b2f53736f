SELECT count(*) FROM held WHERE NOT EXISTS (SELECT 1 FROM op
WHERE op.site = held.site AND op.epoch = held.epoch AND op.stream = held.stream AND op.seq = held.seq)
