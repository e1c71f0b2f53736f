SELECT DISTINCT o.ent FROM conflict c JOIN conflict_of o ON o.conflict = c.id WHERE c.kind IN ('custody', 'double_loan') AND o.ent LIKE 'copy:%'
