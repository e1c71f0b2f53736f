SELECT code, site, stream, first, last, via FROM trouble ORDER BY at, site, stream
