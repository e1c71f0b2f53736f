-- The confirmed booking of a desk within a granted slot.
SELECT number FROM booking WHERE home = :home AND start >= :from AND start < :until AND state IN ('booked', 'attended', 'no_show')
  AND (advisor = :advisor AND advisor <> '' OR advisor = :advisor AND place = :place) LIMIT 1
