SELECT id, code, sign, why IS NOT NULL, COALESCE(why = 'rotated', 0) FROM sitekey ORDER BY code, since DESC, number DESC
