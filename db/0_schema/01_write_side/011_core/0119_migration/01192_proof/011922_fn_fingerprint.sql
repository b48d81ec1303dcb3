-- 011922  specql_governance.fingerprint()
-- A short text that differs when any of the tables does.

create or replace function specql_governance.fingerprint(schema_name text, variadic table_names text[])
  returns text
  language sql
  stable
as $$
  select '1:' || encode(sha256(convert_to((
    select jsonb_object_agg(t.name, coalesce(specql_governance.table_content(fingerprint.schema_name, t.name), 'null'))::text
    from unnest(table_names) as t (name)
  ), 'UTF8')), 'hex');
$$;

comment on function specql_governance.fingerprint(text, text[]) is
  'algorithm:sha256 of the canonical content of these tables, whatever their oids. A table that is not there counts as null.';
