-- Which of :ents, a JSON list of ids, some clash leads to.
SELECT DISTINCT ent FROM conflict_of WHERE ent IN (SELECT value FROM json_each(:ents))
