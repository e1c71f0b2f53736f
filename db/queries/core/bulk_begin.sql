PRAGMA cache_size = -262144;
PRAGMA wal_autocheckpoint = 20000;
