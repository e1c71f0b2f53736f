-- An unanswered hand-over to this desk by its id or by the number it has where it comes from.
SELECT * FROM referral WHERE (id = :given OR number = :given) AND to_site = :site AND state = 'sent' ORDER BY id LIMIT 2
