SELECT id, site, reader_kind, item_kind, days, renewals, renewal_days, cap, holds FROM rule ORDER BY id
