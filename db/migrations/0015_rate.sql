-- Reading files: the bookings of an advisor or a place are found when it comes, or changes hands.
CREATE INDEX booking_by_advisor ON booking (advisor) WHERE advisor <> '';
CREATE INDEX booking_by_place ON booking (place) WHERE place <> '';
