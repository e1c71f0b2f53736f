SELECT site, name, hub, have, at FROM peer
