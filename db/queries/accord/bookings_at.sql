-- Confirmed bookings of the places :ents, a JSON list of ids.
SELECT id FROM booking WHERE state = 'booked' AND place <> '' AND place IN (SELECT value FROM json_each(:ents))
