-- Confirmed bookings of the kinds of session :ents, a JSON list of ids.
SELECT id FROM booking WHERE state = 'booked' AND kind IN (SELECT value FROM json_each(:ents))
