SELECT site, epoch, stream, seq FROM op WHERE body IS NULL
