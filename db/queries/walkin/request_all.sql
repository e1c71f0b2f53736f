SELECT id, number, resident, service, ticket, state, opened_at, accepted_at, told_at, clerk, owner, due, due_basis,
  provisional, extra, stage, publicity_until, owed_until, referred_at, finished_at, amount, score, rated_at, reopened,
  merged_into, repeat_of, summary, missing, owed, referred_to, result, referral
FROM request ORDER BY id
