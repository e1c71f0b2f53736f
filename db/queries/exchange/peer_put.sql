INSERT INTO peer (site, name, hub, have, at, via, epoch, told, roster) VALUES (:site, :name, :hub, :have, :at, :via, :epoch, :told, :roster)
ON CONFLICT (site) DO UPDATE SET name = excluded.name, hub = excluded.hub, have = excluded.have, at = excluded.at, via = excluded.via,
  epoch = excluded.epoch, told = excluded.told, roster = excluded.roster
