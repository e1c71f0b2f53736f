INSERT INTO copy (id, title, barcode, call_number, kind, site, state, due, hold, note)
SELECT :id, COALESCE(:title, ''),
       COALESCE(:barcode, ''),
       COALESCE(:call_number, ''),
       COALESCE(:kind, ''),
       COALESCE(:site, ''),
       COALESCE(:state, ''),
       :due,
       :hold,
       COALESCE(:note, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
  title = excluded.title,
  barcode = excluded.barcode,
  call_number = excluded.call_number,
  kind = excluded.kind,
  site = excluded.site,
  state = excluded.state,
  due = excluded.due,
  hold = excluded.hold,
  note = excluded.note
