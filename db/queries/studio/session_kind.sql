-- A kind of session of the site's own.
SELECT id, name, minutes, capacity, needs_advisor, needs_place FROM session_kind WHERE id = :id
