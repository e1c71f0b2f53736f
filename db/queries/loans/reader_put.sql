INSERT INTO reader (id, name, card, kind, resident, until, blocked_until)
SELECT :id, COALESCE(:row ->> 'name', ''),
       COALESCE(:row ->> 'card', ''),
       COALESCE(:row ->> 'kind', ''),
       :row ->> 'resident',
       :row ->> 'until',
       :row ->> 'blocked_until'
WHERE true
ON CONFLICT (id) DO UPDATE SET
  name = excluded.name,
  card = excluded.card,
  kind = excluded.kind,
  resident = excluded.resident,
  until = excluded.until,
  blocked_until = excluded.blocked_until
