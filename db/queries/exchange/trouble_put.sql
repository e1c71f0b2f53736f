INSERT INTO trouble (site, epoch, stream, code, first, last, at, via) VALUES (:site, :epoch, :stream, :code, :first, :last, :at, :via)
ON CONFLICT (site, epoch, stream, code) DO UPDATE SET first = excluded.first, last = excluded.last, at = excluded.at, via = excluded.via
