SELECT id, conflict, kind, keep, "drop", at, site, reason FROM settlement ORDER BY at DESC, id DESC LIMIT :rows
