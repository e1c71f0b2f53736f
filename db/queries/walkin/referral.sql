SELECT * FROM referral WHERE id = :id
