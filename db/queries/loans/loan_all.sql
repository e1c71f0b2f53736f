SELECT id, copy, reader, reader_kind, out_at, due, renewals, back_at, ended, late_days, site FROM loan ORDER BY id
