PRAGMA cache_size = -512;
