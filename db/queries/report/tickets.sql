-- Tickets of a site's days, each by its state and the milliseconds until it was (last) called.
SELECT state, called_at - drawn_at FROM ticket WHERE site = :site AND day >= :first AND day <= :last
