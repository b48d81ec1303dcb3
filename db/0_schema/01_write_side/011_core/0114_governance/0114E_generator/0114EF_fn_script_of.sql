-- 0114EF  specql_governance.script_of()
-- Steps as a script for psql, each transaction with its time limits.

create or replace function specql_governance.script_of(steps jsonb)
  returns text
  language sql
  stable
as $$
  select coalesce(string_agg(
    coalesce(g.notes, '')
    || case when g.tx
      then format(E'begin;\nset local lock_timeout = %L;\nset local statement_timeout = %L;\n%s\ncommit;\n', g.lock_timeout, g.statement_timeout, g.body)
      else format(E'set lock_timeout = %L;\nset statement_timeout = %L;\n%s\nreset lock_timeout;\nreset statement_timeout;\n', g.lock_timeout, g.statement_timeout, g.body)
    end, E'\n' order by g.transaction), '')
  from (
    select
      (s.item ->> 'transaction')::integer as transaction,
      bool_and((s.item ->> 'tx')::boolean) as tx,
      max(s.item ->> 'lock_timeout') as lock_timeout,
      case when bool_or(s.item ->> 'statement_timeout' = '30min') then '30min' else max(s.item ->> 'statement_timeout') end as statement_timeout,
      string_agg('-- ' || nullif(s.item ->> 'note', '') || E'\n', '' order by s.position) as notes,
      string_agg(coalesce(s.item ->> 'guard', s.item ->> 'sql') || ';', E'\n' order by s.position) as body
    from jsonb_array_elements(steps) with ordinality as s (item, position)
    group by 1
  ) as g;
$$;

comment on function specql_governance.script_of(jsonb) is
  'The steps with begin, time limits and commit around each transaction. Notes are ours, never a user''s words.';
