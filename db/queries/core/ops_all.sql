SELECT site, epoch, stream, seq, header, body, body_hash, hash FROM op ORDER BY site, epoch, stream, seq
