-- Records about which somebody decides because of :ent.
SELECT id FROM hours WHERE owner = :ent UNION SELECT id FROM leave WHERE owner = :ent
UNION SELECT id FROM booking WHERE advisor = :ent OR place = :ent
UNION SELECT id FROM grant WHERE advisor = :ent OR place = :ent
UNION SELECT id FROM pause WHERE request = :ent UNION SELECT id FROM callback WHERE request = :ent
UNION SELECT id FROM handover WHERE ent = :ent
