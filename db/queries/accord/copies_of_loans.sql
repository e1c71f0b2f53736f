SELECT copy FROM loan WHERE id IN (SELECT value FROM json_each(:ents))
