SELECT id, code, name, hub, number, sign, read, since, ended, why, after FROM sitekey ORDER BY id
