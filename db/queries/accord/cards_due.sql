-- Cards whose ID number or phone is kept no longer: nothing is open, and the last business closed before the limits.
-- A reader's card that is still good needs the phone: an overdue book is called about.
SELECT id, id_number <> '' AND closed < :id_before, phone <> '' AND closed < :phone_before AND NOT reads FROM (
  SELECT r.id, r.id_number, r.phone,
    EXISTS (SELECT 1 FROM reader d WHERE d.resident = r.id AND (d.until IS NULL OR d.until >= :today)) AS reads,
    max(
      COALESCE((SELECT max(q.finished_at) FROM request q WHERE q.resident = r.id), 0),
      COALESCE((SELECT max(l.back_at) FROM loan l JOIN reader d ON d.id = l.reader WHERE d.resident = r.id), 0),
      COALESCE((SELECT max(unixepoch(b.start) - 28800) * 1000 FROM booking b WHERE b.client = r.id), 0),
      COALESCE((SELECT max(o.hlc) >> 16 FROM op o WHERE o.ent = r.id AND CAST(o.header AS TEXT) ->> '$.k' = 'set'), 0)
    ) AS closed
  FROM resident r
  WHERE (r.id_number <> '' OR r.phone <> '')
    AND NOT EXISTS (SELECT 1 FROM request q WHERE q.resident = r.id AND q.state NOT IN ('finished', 'merged'))
    AND NOT EXISTS (SELECT 1 FROM loan l JOIN reader d ON d.id = l.reader WHERE d.resident = r.id AND l.back_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.client = r.id AND b.start >= :now AND b.state IN ('requested', 'booked', 'to_move', 'waiting', 'offered'))
) WHERE id_number <> '' AND closed < :id_before OR phone <> '' AND closed < :phone_before AND NOT reads ORDER BY id
