SELECT name, hub, have, at, epoch, roster FROM peer WHERE site = :site
