-- Unfinished ones of a site, and those past their date while the clock runs; what another desk has taken is its own.
SELECT count(*), COALESCE(sum(state NOT IN ('papers', 'paused') AND (length(due) = 10 AND due < :today OR length(due) > 10 AND due < :now)), 0)
FROM request r INDEXED BY request_open WHERE home = :site AND state NOT IN ('finished', 'merged')
  AND NOT EXISTS (SELECT 1 FROM referral h WHERE h.id = r.referral AND h.to_site <> :site AND h.state IN ('taken', 'finished'))
