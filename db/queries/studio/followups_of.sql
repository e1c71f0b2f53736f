SELECT f.id, f.booking, f.client, f.due, f.text, f.done, COALESCE(NULLIF(b.client_name, ''), r.name, '') AS client_name
FROM followup f LEFT JOIN booking b ON b.id = f.booking LEFT JOIN resident r ON r.id = f.client
WHERE f.booking = :booking ORDER BY f.due, f.id
