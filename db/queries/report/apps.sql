SELECT site, app, schema FROM peer
