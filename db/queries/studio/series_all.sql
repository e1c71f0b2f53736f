SELECT id, name, rule, start, minutes, holidays, kind, advisor, place, stopped FROM series ORDER BY id
