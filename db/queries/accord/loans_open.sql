SELECT id, copy, reader, reader_kind, out_at, due, renewals, back_at, ended FROM loan WHERE copy = :copy AND back_at IS NULL ORDER BY out_at, id
