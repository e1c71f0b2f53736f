PRAGMA cache_size = -2000;
PRAGMA wal_autocheckpoint = 1000;
