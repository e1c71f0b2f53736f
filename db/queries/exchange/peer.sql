SELECT name, hub, have, at, epoch FROM peer WHERE site = :site
