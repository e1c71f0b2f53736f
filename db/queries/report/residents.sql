-- Residents registered in a period by the desk that registered them. An id begins with the moment of its making.
SELECT home, count(*) FROM resident WHERE id >= :low AND id < :high AND merged_into IS NULL GROUP BY home
