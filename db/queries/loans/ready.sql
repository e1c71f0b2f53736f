-- Holds that lie ready to be fetched.
SELECT count(*) FROM hold INDEXED BY hold_open
WHERE site = :site AND ended_at IS NULL AND state = 'ready' AND COALESCE(until, :day) >= :day
