-- Hand-overs of the records :ents, a JSON list of ids.
SELECT id FROM handover WHERE ent IN (SELECT value FROM json_each(:ents))
