-- Operations whose text was erased or withheld.
COPY op_bare (site, epoch, stream, seq) FROM stdin;
