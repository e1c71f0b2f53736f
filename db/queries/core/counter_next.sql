INSERT INTO counter (name, day, last) VALUES (:name, :day, 1)
ON CONFLICT (name, day) DO UPDATE SET last = last + 1 RETURNING last
