SELECT count(*) FROM followup WHERE done = '' AND due <= :until
