DELETE FROM sitekey WHERE id = :id
