INSERT INTO advisor (id, name, active_from, active_to, buffer, notice, horizon, daily_max)
SELECT :id, COALESCE(:row ->> 'name', ''), COALESCE(:row ->> 'active_from', ''), COALESCE(:row ->> 'active_to', ''),
       COALESCE(:row ->> 'buffer', 0), COALESCE(:row ->> 'notice', 0), COALESCE(:row ->> 'horizon', 0),
       COALESCE(:row ->> 'daily_max', 0)
WHERE true
ON CONFLICT (id) DO UPDATE SET
       name = excluded.name, active_from = excluded.active_from, active_to = excluded.active_to, buffer = excluded.buffer,
       notice = excluded.notice, horizon = excluded.horizon, daily_max = excluded.daily_max
