-- Calls that are owed: to somebody who was not content, and about a booking that gave way to another (its id in place of a call's).
SELECT c.id, c.request, c.resident, c.due, c.made_at, c.done_at, c.clerk, c.reason, c.result, r.number AS number,
  CASE WHEN COALESCE(s.sealed, 0) THEN NULL ELSE p.name END AS name, COALESCE(s.name, '') AS about
FROM callback c LEFT JOIN request r ON r.id = c.request LEFT JOIN service s ON s.id = r.service
  LEFT JOIN resident p ON p.id = c.resident WHERE c.site = :site AND c.done_at IS NULL
UNION ALL
SELECT b.id, '', NULLIF(b.client, ''), COALESCE((SELECT date(s.at / 1000 + 28800, 'unixepoch') FROM settlement s
  WHERE s.kind = 'double_booking' AND instr(s."drop", b.id) > 0 ORDER BY s.at DESC LIMIT 1), substr(b.start, 1, 10)),
  b.made, NULL, NULL, NULLIF(b.reason, ''), NULL, b.number,
  COALESCE(NULLIF(b.client_name, ''), p.name), COALESCE(k.name, '')
FROM booking b LEFT JOIN session_kind k ON k.id = b.kind LEFT JOIN resident p ON p.id = b.client WHERE b.state = 'to_move' AND b.home = :site
ORDER BY 4, 1 LIMIT 200
