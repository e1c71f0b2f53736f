UPDATE peer SET app = :app, schema = :schema WHERE site = :site AND via = :via
