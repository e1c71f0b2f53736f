PRAGMA cache_size = 16;
