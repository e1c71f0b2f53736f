SELECT 1 FROM stream WHERE site <> :site LIMIT 1
