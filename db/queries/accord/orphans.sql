-- Records that name one that has not come since :limit (a hybrid clock).
SELECT id, parent, (SELECT min(hlc) FROM op WHERE op.ent = lone.id) FROM (
  SELECT l.id AS id, l.copy AS parent FROM loan l LEFT JOIN copy c ON c.id = l.copy WHERE c.id IS NULL AND l.copy <> ''
  UNION ALL SELECT c.id, c.title FROM copy c LEFT JOIN title t ON t.id = c.title WHERE t.id IS NULL AND c.title <> ''
  UNION ALL SELECT b.id, b.advisor FROM booking b LEFT JOIN advisor a ON a.id = b.advisor WHERE a.id IS NULL AND b.advisor <> ''
  UNION ALL SELECT b.id, b.place FROM booking b LEFT JOIN place p ON p.id = b.place WHERE p.id IS NULL AND b.place <> ''
  UNION ALL SELECT s.id, s.request FROM step s LEFT JOIN request r ON r.id = s.request WHERE r.id IS NULL AND s.request <> ''
  UNION ALL SELECT p.id, p.request FROM pause p LEFT JOIN request r ON r.id = p.request WHERE r.id IS NULL AND p.request <> ''
) AS lone WHERE (SELECT min(hlc) FROM op WHERE op.ent = lone.id) < :limit
  AND NOT EXISTS (SELECT 1 FROM op WHERE op.ent = lone.parent) ORDER BY id LIMIT 200
