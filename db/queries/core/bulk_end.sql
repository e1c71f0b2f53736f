PRAGMA cache_size = -512;
PRAGMA wal_autocheckpoint = 1000;
