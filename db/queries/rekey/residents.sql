SELECT n, name, '', '', '' FROM resident WHERE n > :after AND COALESCE(merged_into, '') = '' ORDER BY n LIMIT :rows
