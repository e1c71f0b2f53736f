-- Are the seats of a place booked one by one?
SELECT shared FROM place WHERE id = :id
