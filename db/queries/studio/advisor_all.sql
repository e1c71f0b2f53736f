SELECT id, name, active_from, active_to, buffer, notice, horizon, daily_max
FROM advisor ORDER BY id
