PRAGMA cache_size = -24576;
PRAGMA wal_autocheckpoint = 8000;
