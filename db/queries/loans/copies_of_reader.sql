-- What a reader has, the earliest due first.
SELECT DISTINCT copy FROM loan WHERE reader = :reader AND back_at IS NULL ORDER BY due, id
