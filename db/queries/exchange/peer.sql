SELECT name, hub, have, at FROM peer WHERE site = :site
