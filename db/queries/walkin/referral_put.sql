INSERT INTO referral (id, from_site, to_site, request, number, service, state, sent_at, answered_at, finished_at, accepted_at, due,
  due_basis, taken_as, resident, name, id_type, id_number, phone, address, summary, papers, sender, taker, reason, result)
SELECT :id, COALESCE(:from_site, ''), COALESCE(:to_site, ''), COALESCE(:request, ''),
  COALESCE(:number, ''), COALESCE(:service, ''), COALESCE(:state, ''),
  COALESCE(:sent_at, 0), :answered_at, :finished_at, :accepted_at, :due,
  COALESCE(:due_basis, ''), :taken_as, :resident, :name, :id_type,
  :id_number, :phone, :address, COALESCE(:summary, ''), :papers,
  COALESCE(:sender, ''), :taker, :reason, :result
WHERE true
ON CONFLICT (id) DO UPDATE SET
  from_site = excluded.from_site, to_site = excluded.to_site, request = excluded.request, number = excluded.number,
  service = excluded.service, state = excluded.state, sent_at = excluded.sent_at, answered_at = excluded.answered_at,
  finished_at = excluded.finished_at, accepted_at = excluded.accepted_at, due = excluded.due, due_basis = excluded.due_basis,
  taken_as = excluded.taken_as, resident = excluded.resident, name = excluded.name, id_type = excluded.id_type,
  id_number = excluded.id_number, phone = excluded.phone, address = excluded.address, summary = excluded.summary,
  papers = excluded.papers, sender = excluded.sender, taker = excluded.taker, reason = excluded.reason, result = excluded.result
