-- Older ones that are still open. Plus: these by an index of their own, not by walking the years.
SELECT * FROM ticket WHERE state IN ('waiting', 'called', 'missed', 'held') AND +site = :site AND +day < :day
