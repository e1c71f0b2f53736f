SELECT "window" FROM seat_window WHERE term = :term
