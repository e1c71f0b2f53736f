INSERT INTO draft (clerk, form, holder, at, body) VALUES (:clerk, :form, :holder, :at, :body)
ON CONFLICT (clerk, form, holder) DO UPDATE SET at = excluded.at, body = excluded.body
