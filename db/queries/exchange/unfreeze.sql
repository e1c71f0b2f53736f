DELETE FROM trouble WHERE code IN ('E-FORK', 'E-SELF-AHEAD') AND site = :site AND epoch = :epoch
