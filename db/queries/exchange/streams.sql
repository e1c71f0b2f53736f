SELECT site, epoch, name, head, head_hash FROM stream ORDER BY site, epoch, name
