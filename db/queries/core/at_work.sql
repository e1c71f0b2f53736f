-- What a session works with, once its first page stands and when nothing large is written.
PRAGMA cache_size = -512;
PRAGMA wal_autocheckpoint = 1000;
