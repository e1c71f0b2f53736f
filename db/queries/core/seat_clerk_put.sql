INSERT INTO seat_clerk (login, clerk) VALUES (:login, :clerk)
ON CONFLICT (login) DO UPDATE SET clerk = excluded.clerk
