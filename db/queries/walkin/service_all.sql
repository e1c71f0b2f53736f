SELECT id, code, number, name, category, materials, stages, unit, promised, ceiling, extended, return_hours, aid, sealed,
  handled_by, legal_basis, confidence, unconfirmed, note, retired
FROM service ORDER BY id
