INSERT INTO site_state (k, site, name, hub, made_for_play, epoch, hlc, knows) VALUES (1, :site, :name, :hub, :play, :epoch, 0, :knows)
