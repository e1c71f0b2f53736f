-- Which of :ents, a JSON list of ids, are copies that somebody has.
SELECT DISTINCT copy FROM loan WHERE back_at IS NULL AND copy IN (SELECT value FROM json_each(:ents))
