SELECT (SELECT count(*) FROM bundle_out), (SELECT count(*) FROM bundle_in WHERE refused = '')
