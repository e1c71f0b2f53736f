-- Records about which somebody decides because of one of the requests :ents, a JSON list of ids.
SELECT id FROM pause WHERE request IN (SELECT value FROM json_each(:ents))
UNION SELECT id FROM callback WHERE request IN (SELECT value FROM json_each(:ents))
