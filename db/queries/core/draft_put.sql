INSERT INTO draft (clerk, form, at, body) VALUES (:clerk, :form, :at, :body)
ON CONFLICT (clerk, form) DO UPDATE SET at = excluded.at, body = excluded.body
