SELECT room, key, n FROM find_key
