SELECT site, epoch, stream, seq FROM held WHERE ent = :ent AND reason = 'breach'
