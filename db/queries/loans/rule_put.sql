INSERT INTO rule (id, site, reader_kind, item_kind, days, renewals, renewal_days, cap, holds)
SELECT :id, COALESCE(:site, ''),
       COALESCE(:reader_kind, ''),
       COALESCE(:item_kind, ''),
       COALESCE(:days, 0),
       COALESCE(:renewals, 0),
       COALESCE(:renewal_days, 0),
       COALESCE(:cap, 0),
       COALESCE(:holds, 0)
WHERE true
ON CONFLICT (id) DO UPDATE SET
  site = excluded.site,
  reader_kind = excluded.reader_kind,
  item_kind = excluded.item_kind,
  days = excluded.days,
  renewals = excluded.renewals,
  renewal_days = excluded.renewal_days,
  cap = excluded.cap,
  holds = excluded.holds
