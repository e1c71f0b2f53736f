INSERT INTO advisor (id, name, active_from, active_to, buffer, notice, horizon, daily_max)
SELECT :id, COALESCE(:name, ''), COALESCE(:active_from, ''), COALESCE(:active_to, ''),
       COALESCE(:buffer, 0), COALESCE(:notice, 0), COALESCE(:horizon, 0),
       COALESCE(:daily_max, 0)
WHERE true
ON CONFLICT (id) DO UPDATE SET
       name = excluded.name, active_from = excluded.active_from, active_to = excluded.active_to, buffer = excluded.buffer,
       notice = excluded.notice, horizon = excluded.horizon, daily_max = excluded.daily_max
