INSERT INTO followup (id, booking, client, due, text, done)
SELECT :id, COALESCE(:row ->> 'booking', ''), COALESCE(:row ->> 'client', ''), COALESCE(:row ->> 'due', ''),
       COALESCE(:row ->> 'text', ''), COALESCE(:row ->> 'done', '')
WHERE true
ON CONFLICT (id) DO UPDATE SET
       booking = excluded.booking, client = excluded.client, due = excluded.due, text = excluded.text, done = excluded.done
