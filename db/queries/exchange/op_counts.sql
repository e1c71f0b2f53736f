SELECT o.ent, count(*) FROM json_each(:ents) wanted CROSS JOIN op o ON o.ent = wanted.value GROUP BY o.ent
