INSERT INTO service (id, code, number, name, category, materials, stages, unit, promised, ceiling, extended, return_hours, aid, sealed,
  handled_by, legal_basis, confidence, unconfirmed, note, retired)
SELECT :id, COALESCE(:code, ''), COALESCE(:number, ''), COALESCE(:name, ''),
  COALESCE(:category, ''), COALESCE(:materials, ''), COALESCE(:stages, ''),
  COALESCE(:unit, ''), :promised, :ceiling, :extended, :return_hours,
  COALESCE(:aid, 0), COALESCE(:sealed, 0), COALESCE(:handled_by, ''),
  COALESCE(:legal_basis, ''), COALESCE(:confidence, ''), COALESCE(:unconfirmed, 0),
  COALESCE(:note, ''), COALESCE(:retired, 0)
WHERE true
ON CONFLICT (id) DO UPDATE SET
  code = excluded.code, number = excluded.number, name = excluded.name, category = excluded.category,
  materials = excluded.materials, stages = excluded.stages, unit = excluded.unit, promised = excluded.promised,
  ceiling = excluded.ceiling, extended = excluded.extended, return_hours = excluded.return_hours, aid = excluded.aid,
  sealed = excluded.sealed, handled_by = excluded.handled_by, legal_basis = excluded.legal_basis,
  confidence = excluded.confidence, unconfirmed = excluded.unconfirmed, note = excluded.note, retired = excluded.retired
