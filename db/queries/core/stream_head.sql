SELECT head, head_hash FROM stream WHERE site = :site AND epoch = :epoch AND name = :name
