SELECT clerk FROM seat_clerk WHERE login = :login
