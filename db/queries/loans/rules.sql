-- This site's lending rules and the hub's.
SELECT id, site, reader_kind, item_kind, days, renewals, renewal_days, cap, holds FROM rule WHERE site IN ('', :site) ORDER BY site, reader_kind, item_kind, id
