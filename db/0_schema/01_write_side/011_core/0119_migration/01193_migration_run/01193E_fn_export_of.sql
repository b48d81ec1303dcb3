-- 01193E  specql_governance.export_of()
-- Steps as one transaction's SQL.

create or replace function specql_governance.export_of(request_id uuid, content_hash text, written jsonb)
  returns text
  language sql
  stable
as $$
  select format(E'-- specql request %s %s\n', request_id, content_hash)
    || specql_governance.comment_line('Migration', replace(written ->> 'file_name', '.sql', ''))
    || E'set local lock_timeout = ''3s'';\n'
    || coalesce(string_agg(e.line, E'\n' order by e.position), '') || E'\n'
    || format(E'-- end of specql request %s\n', request_id)
  from (
    select s.position, case
        when (s.item ->> 'rest_of_build')::boolean then s.item ->> 'guard' || ';'
        when (s.item ->> 'repeat')::boolean then s.item ->> 'plain' || E';\n' || specql_governance.guarded(
          format('exists (select from %I.%I offset 5000)', s.item ->> 'schema', s.item ->> 'table'),
          format('raise notice %L', 'a table of more than 5,000 rows is filled once; SpecQL does it in batches')) || ';'
        when not (s.item ->> 'tx')::boolean then specql_governance.guarded(
          format('(%s)', s.item ->> 'when'),
          format(E'if exists (select from %I.%I offset 10000) then\n      raise exception using errcode = ''SG524'', message = %s, hint = %s;\n    end if;\n    %s',
            s.item ->> 'schema', s.item ->> 'table',
            specql_governance.sql_literal('this step does not belong into a transaction while the table is large'),
            specql_governance.sql_literal('Run it first, by itself: ' || (s.item ->> 'sql') || ';'),
            s.item ->> 'plain')) || ';'
        else s.item ->> 'sql' || ';' end as line
    from jsonb_array_elements(written -> 'steps') with ordinality as s (item, position)
  ) as e;
$$;

comment on function specql_governance.export_of(uuid, text, jsonb) is
  'The steps there without begin and commit. A concurrent build is done plainly where the table has at most 10,000 rows; '
  'where it has more, the migration stops and names the statement.';
