-- One question for all that a start wants to know of the site itself.
SELECT site, name, hub, made_for_play, epoch, hlc, generation, machine, root FROM site_state WHERE k = 1
