INSERT INTO terminal (clerk, term, answer) VALUES (:clerk, :term, :answer)
ON CONFLICT (clerk, term) DO UPDATE SET answer = excluded.answer
