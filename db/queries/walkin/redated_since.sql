-- Requests whose date a new table of holidays has moved; one that was moved twice comes twice.
SELECT request FROM step WHERE kind = 'redate' AND at >= :since
