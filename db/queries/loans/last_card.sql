-- The highest card of the house: its code, -D- and four digits.
SELECT card FROM reader WHERE card >= :low AND card <= :high AND length(card) = length(:high) ORDER BY card DESC LIMIT 1
