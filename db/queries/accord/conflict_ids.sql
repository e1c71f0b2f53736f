-- The clashes there are.
SELECT id FROM conflict
