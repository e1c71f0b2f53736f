-- Copies with several open loans, or with one at a desk that does not have them in hand.
SELECT copy FROM loan WHERE back_at IS NULL GROUP BY copy HAVING count(*) > 1
UNION SELECT l.copy FROM loan l JOIN copy c ON c.id = l.copy WHERE l.back_at IS NULL
  AND c.site <> (SELECT o.site FROM op o WHERE o.ent = l.id ORDER BY o.hlc, o.site, o.epoch, o.seq LIMIT 1)
