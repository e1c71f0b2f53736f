SELECT count(*) FROM referral WHERE from_site = :site AND sent_at >= :from AND sent_at < :until
