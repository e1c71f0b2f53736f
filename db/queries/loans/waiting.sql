SELECT count(*) FROM hold WHERE title = :title AND ended_at IS NULL AND state = 'waiting'
