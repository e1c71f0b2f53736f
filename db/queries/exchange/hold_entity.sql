INSERT INTO held (site, epoch, stream, seq, hlc, ent, reason)
SELECT site, epoch, stream, seq, hlc, ent, :reason FROM op WHERE ent = :ent AND via = :via
ON CONFLICT (site, epoch, stream, seq) DO NOTHING
