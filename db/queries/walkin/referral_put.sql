INSERT INTO referral (id, from_site, to_site, request, number, service, state, sent_at, answered_at, finished_at, accepted_at, due,
  due_basis, taken_as, resident, name, id_type, id_number, phone, address, summary, papers, sender, taker, reason, result)
SELECT :id, COALESCE(:row ->> 'from_site', ''), COALESCE(:row ->> 'to_site', ''), COALESCE(:row ->> 'request', ''),
  COALESCE(:row ->> 'number', ''), COALESCE(:row ->> 'service', ''), COALESCE(:row ->> 'state', ''),
  COALESCE(:row ->> 'sent_at', 0), :row ->> 'answered_at', :row ->> 'finished_at', :row ->> 'accepted_at', :row ->> 'due',
  COALESCE(:row ->> 'due_basis', ''), :row ->> 'taken_as', :row ->> 'resident', :row ->> 'name', :row ->> 'id_type',
  :row ->> 'id_number', :row ->> 'phone', :row ->> 'address', COALESCE(:row ->> 'summary', ''), :row ->> 'papers',
  COALESCE(:row ->> 'sender', ''), :row ->> 'taker', :row ->> 'reason', :row ->> 'result'
WHERE true
ON CONFLICT (id) DO UPDATE SET
  from_site = excluded.from_site, to_site = excluded.to_site, request = excluded.request, number = excluded.number,
  service = excluded.service, state = excluded.state, sent_at = excluded.sent_at, answered_at = excluded.answered_at,
  finished_at = excluded.finished_at, accepted_at = excluded.accepted_at, due = excluded.due, due_basis = excluded.due_basis,
  taken_as = excluded.taken_as, resident = excluded.resident, name = excluded.name, id_type = excluded.id_type,
  id_number = excluded.id_number, phone = excluded.phone, address = excluded.address, summary = excluded.summary,
  papers = excluded.papers, sender = excluded.sender, taker = excluded.taker, reason = excluded.reason, result = excluded.result
