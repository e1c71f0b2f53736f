INSERT INTO ticket (id, number, prefix, day, state, "window", wanted, drawn_at, called_at, calls, misses, hold, ended_at, clerk, resident,
  priority, site)
SELECT :id, COALESCE(:number, ''), COALESCE(:prefix, ''), COALESCE(:day, ''),
  COALESCE(:state, ''), :window, :wanted, COALESCE(:drawn_at, 0),
  :called_at, COALESCE(:calls, 0), COALESCE(:misses, 0), :hold,
  :ended_at, :clerk, :resident, :priority, COALESCE(:site, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
  number = excluded.number, prefix = excluded.prefix, day = excluded.day, state = excluded.state,
  "window" = excluded."window", wanted = excluded.wanted, drawn_at = excluded.drawn_at, called_at = excluded.called_at,
  calls = excluded.calls, misses = excluded.misses, hold = excluded.hold, ended_at = excluded.ended_at,
  clerk = excluded.clerk, resident = excluded.resident, priority = excluded.priority, site = excluded.site
