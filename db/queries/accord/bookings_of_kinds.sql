-- Confirmed bookings of the kinds :ents, a JSON list of ids; by name of the index, or all that is confirmed is walked.
SELECT id FROM booking INDEXED BY booking_by_kind WHERE state = 'booked' AND kind IN (SELECT value FROM json_each(:ents))
