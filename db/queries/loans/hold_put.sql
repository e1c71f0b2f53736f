INSERT INTO hold (id, title, reader, placed_at, state, copy, until, ended_at, site)
SELECT :id, COALESCE(:title, ''),
       COALESCE(:reader, ''),
       COALESCE(:placed_at, 0),
       COALESCE(:state, ''),
       :copy,
       :until,
       :ended_at,
       COALESCE(:site, '')
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
