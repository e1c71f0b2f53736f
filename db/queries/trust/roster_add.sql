INSERT INTO roster (version, at, doc, via) VALUES (:version, :at, :doc, :via)
