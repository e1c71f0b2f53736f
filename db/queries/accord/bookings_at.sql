-- Confirmed bookings of the places :ents, a JSON list of ids. Plus: by the place, not by walking all that is confirmed.
SELECT id FROM booking WHERE +state = 'booked' AND place <> '' AND place IN (SELECT value FROM json_each(:ents))
