SELECT site, epoch, stream, seq, hlc, ent, header, body FROM op
WHERE site = :site AND epoch = :epoch AND stream = :stream AND seq BETWEEN :first AND :last ORDER BY seq
