INSERT OR IGNORE INTO op_aside (site, epoch, stream, seq, header, body, hash, at)
SELECT site, epoch, stream, seq, header, body, hash, :at FROM op WHERE site = :site AND epoch = :epoch AND stream = :stream AND seq >= :first
