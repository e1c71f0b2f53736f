SELECT id, number, prefix, day, state, "window", wanted, drawn_at, called_at, calls, misses, hold, ended_at, clerk, resident,
  priority, site
FROM ticket ORDER BY id
