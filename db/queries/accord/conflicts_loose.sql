-- Links without their clash, and clashes that no record leads to.
SELECT conflict FROM conflict_of WHERE conflict NOT IN (SELECT id FROM conflict)
UNION SELECT id FROM conflict WHERE id NOT IN (SELECT conflict FROM conflict_of)
