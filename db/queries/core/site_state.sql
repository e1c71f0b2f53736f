SELECT site, name, hub, made_for_play, epoch, hlc FROM site_state WHERE k = 1
