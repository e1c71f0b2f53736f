INSERT INTO held (site, epoch, stream, seq, hlc, ent, reason)
SELECT site, epoch, stream, seq, hlc, ent, 'shape' FROM op WHERE ent = :ent AND via IS NOT NULL ON CONFLICT (site, epoch, stream, seq) DO NOTHING
