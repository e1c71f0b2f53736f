INSERT INTO followup (id, booking, client, due, text, done)
SELECT :id, COALESCE(:booking, ''), COALESCE(:client, ''), COALESCE(:due, ''),
       COALESCE(:text, ''), COALESCE(:done, '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
       booking = excluded.booking, client = excluded.client, due = excluded.due, text = excluded.text, done = excluded.done
