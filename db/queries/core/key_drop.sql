DELETE FROM find_key WHERE room = :room AND key = :key AND n = :n
