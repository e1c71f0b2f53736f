INSERT INTO hold (id, title, reader, placed_at, state, copy, until, ended_at, site)
SELECT :id, COALESCE(:row ->> 'title', ''),
       COALESCE(:row ->> 'reader', ''),
       COALESCE(:row ->> 'placed_at', 0),
       COALESCE(:row ->> 'state', ''),
       :row ->> 'copy',
       :row ->> 'until',
       :row ->> 'ended_at',
       COALESCE(:row ->> 'site', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
  title = excluded.title,
  reader = excluded.reader,
  placed_at = excluded.placed_at,
  state = excluded.state,
  copy = excluded.copy,
  until = excluded.until,
  ended_at = excluded.ended_at,
  site = excluded.site
