INSERT INTO copy (id, title, barcode, call_number, kind, site, state, due, hold, note)
SELECT :id, COALESCE(:row ->> 'title', ''),
       COALESCE(:row ->> 'barcode', ''),
       COALESCE(:row ->> 'call_number', ''),
       COALESCE(:row ->> 'kind', ''),
       COALESCE(:row ->> 'site', ''),
       COALESCE(:row ->> 'state', ''),
       :row ->> 'due',
       :row ->> 'hold',
       COALESCE(:row ->> 'note', '')
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
