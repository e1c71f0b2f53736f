SELECT id, booking, client, due, text, done
FROM followup ORDER BY id
