SELECT id, from_site, to_site, request, number, service, state, sent_at, answered_at, finished_at, accepted_at, due, due_basis,
  taken_as, resident, name, id_type, id_number, phone, address, summary, papers, sender, taker, reason, result
FROM referral ORDER BY id
