SELECT id, copy, reader, reader_kind, out_at, due, renewals, back_at, ended, late_days FROM loan ORDER BY id
