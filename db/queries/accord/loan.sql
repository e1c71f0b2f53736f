SELECT id, copy, reader, reader_kind, out_at, due, renewals, back_at, ended FROM loan WHERE id = :id
