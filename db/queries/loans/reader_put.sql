INSERT INTO reader (id, name, card, kind, resident, until, blocked_until)
SELECT :id, COALESCE(:name, ''),
       COALESCE(:card, ''),
       COALESCE(:kind, ''),
       :resident,
       :until,
       :blocked_until
WHERE true
ON CONFLICT (id) DO UPDATE SET
  name = excluded.name,
  card = excluded.card,
  kind = excluded.kind,
  resident = excluded.resident,
  until = excluded.until,
  blocked_until = excluded.blocked_until
