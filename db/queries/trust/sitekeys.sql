SELECT id, code, sign, why IS NOT NULL FROM sitekey ORDER BY code, since DESC, number DESC
