INSERT INTO request (id, number, resident, service, ticket, state, opened_at, accepted_at, told_at, clerk, owner, due, due_basis,
  provisional, extra, stage, publicity_until, owed_until, referred_at, finished_at, amount, score, rated_at, reopened,
  merged_into, repeat_of, summary, missing, owed, referred_to, result, referral)
SELECT :id, COALESCE(:number, ''), :resident, COALESCE(:service, ''), :ticket,
  COALESCE(:state, ''), COALESCE(:opened_at, 0), :accepted_at, :told_at,
  COALESCE(:clerk, ''), COALESCE(:owner, ''), :due, COALESCE(:due_basis, ''),
  COALESCE(:provisional, 0), COALESCE(:extra, 0), COALESCE(:stage, 0),
  :publicity_until, :owed_until, :referred_at, :finished_at, :amount,
  :score, :rated_at, COALESCE(:reopened, 0), :merged_into, :repeat_of,
  COALESCE(:summary, ''), :missing, :owed, :referred_to, :result, :referral
WHERE true
ON CONFLICT (id) DO UPDATE SET
  number = excluded.number, resident = excluded.resident, service = excluded.service, ticket = excluded.ticket,
  state = excluded.state, opened_at = excluded.opened_at, accepted_at = excluded.accepted_at,
  told_at = excluded.told_at, clerk = excluded.clerk, owner = excluded.owner, due = excluded.due,
  due_basis = excluded.due_basis, provisional = excluded.provisional, extra = excluded.extra, stage = excluded.stage,
  publicity_until = excluded.publicity_until, owed_until = excluded.owed_until, referred_at = excluded.referred_at,
  finished_at = excluded.finished_at, amount = excluded.amount, score = excluded.score, rated_at = excluded.rated_at,
  reopened = excluded.reopened, merged_into = excluded.merged_into, repeat_of = excluded.repeat_of,
  summary = excluded.summary, missing = excluded.missing, owed = excluded.owed, referred_to = excluded.referred_to,
  result = excluded.result, referral = excluded.referral
