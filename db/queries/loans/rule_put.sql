INSERT INTO rule (id, site, reader_kind, item_kind, days, renewals, renewal_days, cap, holds)
SELECT :id, COALESCE(:row ->> 'site', ''),
       COALESCE(:row ->> 'reader_kind', ''),
       COALESCE(:row ->> 'item_kind', ''),
       COALESCE(:row ->> 'days', 0),
       COALESCE(:row ->> 'renewals', 0),
       COALESCE(:row ->> 'renewal_days', 0),
       COALESCE(:row ->> 'cap', 0),
       COALESCE(:row ->> 'holds', 0)
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
