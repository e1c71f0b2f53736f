-- Records about which somebody decides because of one of the advisors or places :ents, a JSON list of ids.
SELECT id FROM hours WHERE owner IN (SELECT value FROM json_each(:ents))
UNION SELECT id FROM leave WHERE owner IN (SELECT value FROM json_each(:ents))
UNION SELECT id FROM booking WHERE advisor <> '' AND advisor IN (SELECT value FROM json_each(:ents))
UNION SELECT id FROM booking WHERE place <> '' AND place IN (SELECT value FROM json_each(:ents))
UNION SELECT id FROM grant WHERE advisor IN (SELECT value FROM json_each(:ents)) OR place IN (SELECT value FROM json_each(:ents))
