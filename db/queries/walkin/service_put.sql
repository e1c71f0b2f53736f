INSERT INTO service (id, code, number, name, category, materials, stages, unit, promised, ceiling, extended, return_hours, aid, sealed,
  handled_by, legal_basis, confidence, unconfirmed, note, retired)
SELECT :id, COALESCE(:row ->> 'code', ''), COALESCE(:row ->> 'number', ''), COALESCE(:row ->> 'name', ''),
  COALESCE(:row ->> 'category', ''), COALESCE(:row ->> 'materials', ''), COALESCE(:row ->> 'stages', ''),
  COALESCE(:row ->> 'unit', ''), :row ->> 'promised', :row ->> 'ceiling', :row ->> 'extended', :row ->> 'return_hours',
  COALESCE(:row ->> 'aid', 0), COALESCE(:row ->> 'sealed', 0), COALESCE(:row ->> 'handled_by', ''),
  COALESCE(:row ->> 'legal_basis', ''), COALESCE(:row ->> 'confidence', ''), COALESCE(:row ->> 'unconfirmed', 0),
  COALESCE(:row ->> 'note', ''), COALESCE(:row ->> 'retired', 0)
WHERE true
ON CONFLICT (id) DO UPDATE SET
  code = excluded.code, number = excluded.number, name = excluded.name, category = excluded.category,
  materials = excluded.materials, stages = excluded.stages, unit = excluded.unit, promised = excluded.promised,
  ceiling = excluded.ceiling, extended = excluded.extended, return_hours = excluded.return_hours, aid = excluded.aid,
  sealed = excluded.sealed, handled_by = excluded.handled_by, legal_basis = excluded.legal_basis,
  confidence = excluded.confidence, unconfirmed = excluded.unconfirmed, note = excluded.note, retired = excluded.retired
