SELECT count(*), count(*) FILTER (WHERE body IS NULL) FROM op WHERE via IS NOT NULL
