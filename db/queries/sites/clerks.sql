SELECT id, name, key, transfer FROM clerk WHERE site = :site AND (:given = '' OR name = :given OR key = :given) ORDER BY name, key
