SELECT site, epoch, stream, seq, hlc, header, body FROM op WHERE ent = :ent
