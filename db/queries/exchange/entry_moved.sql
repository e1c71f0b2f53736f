UPDATE entry SET ops = :ops WHERE id = :id
