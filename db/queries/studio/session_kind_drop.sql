DELETE FROM session_kind WHERE id = :id
