SELECT site, epoch, name, head FROM stream ORDER BY site, epoch, name
