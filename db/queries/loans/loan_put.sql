INSERT INTO loan (id, copy, reader, reader_kind, out_at, due, renewals, back_at, ended, late_days, site)
SELECT :id, COALESCE(:copy, ''),
       :reader,
       COALESCE(:reader_kind, ''),
       COALESCE(:out_at, 0),
       COALESCE(:due, ''),
       COALESCE(:renewals, 0),
       :back_at,
       :ended,
       :late_days,
       COALESCE(:site, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
  copy = excluded.copy,
  reader = excluded.reader,
  reader_kind = excluded.reader_kind,
  out_at = excluded.out_at,
  due = excluded.due,
  renewals = excluded.renewals,
  back_at = excluded.back_at,
  ended = excluded.ended,
  late_days = excluded.late_days,
  site = excluded.site
