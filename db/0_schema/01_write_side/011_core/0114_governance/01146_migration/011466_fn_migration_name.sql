-- 011466  specql_governance.migration_name()
-- How the file of a migration is called.

create or replace function specql_governance.migration_name(operations jsonb, at timestamptz)
  returns text
  language sql
  stable
as $$
  select to_char(at at time zone 'UTC', 'YYYYMMDD_HH24MISS') || '_'
    || case operations -> 0 ->> 'op' when 'create_table' then 'create' when 'drop_table' then 'drop' else 'alter' end || '_'
    || coalesce(nullif(left(regexp_replace(coalesce(common.snake_case(operations -> 0 ->> 'table'), ''), '[^a-z0-9_]', '', 'g'), 60), ''), 'table');
$$;

comment on function specql_governance.migration_name(jsonb, timestamptz) is
  'YYYYMMDD_HHMMSS_create_<table> (or alter, drop), in UTC, of letters, digits and underscores only.';
