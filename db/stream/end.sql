-- Another history under the same numbers stops everything here, by a division by zero.
SELECT 1 / CASE WHEN count(*) = 0 THEN 1 ELSE 0 END AS one_history
FROM op_in i JOIN op o USING (site, epoch, stream, seq) WHERE o.hash <> i.hash;
INSERT INTO op SELECT * FROM op_in ON CONFLICT (site, epoch, stream, seq) DO NOTHING;
UPDATE op SET body = NULL FROM op_bare b
WHERE (op.site, op.epoch, op.stream, op.seq) = (b.site, b.epoch, b.stream, b.seq) AND op.body IS NOT NULL;

-- For reports. A field's value is its latest write by (clock, site, epoch, number): a write that saw another has the
-- greater clock, so the latest of all is the one that `desk` shows.
CREATE OR REPLACE VIEW op_field AS
SELECT o.site, o.epoch, o.stream, o.seq, o.hlc, o.ent, split_part(o.ent, ':', 1) AS kind, f.key AS field, f.value
FROM op o, json_each(convert_from(o.body, 'UTF8')::json -> 'f') f WHERE o.body IS NOT NULL;
CREATE OR REPLACE VIEW record_field AS
SELECT DISTINCT ON (ent, field) ent, kind, field, value #>> '{}' AS value, site, hlc
FROM op_field ORDER BY ent, field, hlc DESC, site DESC, epoch DESC, seq DESC;
-- An example to copy: requests by community, month and state.
CREATE OR REPLACE VIEW requests_by_month AS
SELECT split_part(max(value) FILTER (WHERE field = 'number'), '-', 1) AS site,
       to_char(to_timestamp(max(value) FILTER (WHERE field = 'opened_at')::double precision / 1000) AT TIME ZONE '+08:00'::interval, 'YYYY-MM') AS month,
       max(value) FILTER (WHERE field = 'state') AS state, ent
FROM record_field WHERE kind = 'request' GROUP BY ent;
-- What is here, as the token of the next run: desk hub stream --since "$(psql -Atc 'SELECT token FROM desk_token')".
CREATE OR REPLACE VIEW desk_token AS
SELECT json_object_agg(site || '.' || epoch || '.' || stream, head)::text AS token
FROM (SELECT site, epoch, stream, max(seq) AS head FROM op GROUP BY site, epoch, stream) AS heads;
COMMIT;
