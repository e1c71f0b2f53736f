-- What else an advisor or a place has that day is asked for each booking that comes: at a hub the day holds every site's.
DROP INDEX booking_by_advisor;
CREATE INDEX booking_by_advisor ON booking (advisor, start) WHERE advisor <> '';
DROP INDEX booking_by_place;
CREATE INDEX booking_by_place ON booking (place, start) WHERE place <> '';
