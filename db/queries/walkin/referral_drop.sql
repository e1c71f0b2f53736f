DELETE FROM referral WHERE id = :id
