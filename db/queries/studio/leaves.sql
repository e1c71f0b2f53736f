SELECT id, owner, "from", "to" FROM leave WHERE "to" > :from AND "from" < :until ORDER BY "from", id
