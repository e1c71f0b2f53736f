SELECT key, value FROM setting WHERE site = :site ORDER BY key
