-- Is there anybody else to ask: another site's operations, or something handed over?
SELECT 1 FROM stream WHERE site <> :site UNION ALL SELECT 1 FROM handover LIMIT 1
