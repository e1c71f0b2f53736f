-- Another site by its code or its name, with and without the word for a community.
SELECT site, name FROM peer WHERE site = :code OR name = :given OR name || '社区' = :given OR name = :given || '社区' ORDER BY site LIMIT 2
