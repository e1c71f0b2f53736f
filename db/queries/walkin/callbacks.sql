-- Calls that are owed: to somebody who was not content, and about a booking that gave way to another (its id in place of a call's).
SELECT c.id, c.request, c.resident, c.due, c.made_at, c.done_at, c.clerk, c.reason, c.result, r.number AS number
FROM callback c LEFT JOIN request r ON r.id = c.request WHERE c.site = :site AND c.done_at IS NULL
UNION ALL
SELECT b.id, '', NULLIF(b.client, ''), COALESCE((SELECT date(s.at / 1000 + 28800, 'unixepoch') FROM settlement s
  WHERE s.kind = 'double_booking' AND instr(s."drop", b.id) > 0 ORDER BY s.at DESC LIMIT 1), substr(b.start, 1, 10)),
  b.made, NULL, NULL, NULLIF(b.reason, ''), NULL, b.number
FROM booking b WHERE b.state = 'to_move' AND b.home = :site
ORDER BY 4, 1 LIMIT 200
