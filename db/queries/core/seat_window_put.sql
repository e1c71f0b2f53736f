INSERT INTO seat_window (term, "window") VALUES (:term, :window)
ON CONFLICT (term) DO UPDATE SET "window" = excluded."window"
