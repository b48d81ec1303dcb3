-- 01143A  specql_governance.refuse_taken_table()
-- A table that exists, or is promised to an approved request, cannot be created by another.

create or replace function specql_governance.refuse_taken_table(
  target_schema text,
  target_table  text,
  except_pk     bigint default null
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_other uuid;
begin
  -- One at a time for each name: who waits here sees the approval that was given meanwhile.
  perform pg_advisory_xact_lock(hashtextextended(
    format('specql_governance table %I.%I', refuse_taken_table.target_schema, refuse_taken_table.target_table), 0));

  if exists (
    select from pg_catalog.pg_class as c
      join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = refuse_taken_table.target_schema and c.relname = refuse_taken_table.target_table
  ) then
    raise exception using
      errcode = 'SG371',
      message = format('the table %s exists', quote_literal(target_schema || '.' || target_table)),
      hint = 'Ask for a change to it ("kind": "change"), or for a table of another name.',
      column = 'tableName';
  end if;

  select q.id
  into v_other
  from specql_governance.tb_schema_request as q
  where q.target_schema = refuse_taken_table.target_schema
    and q.target_table = refuse_taken_table.target_table
    and q.request_kind = 'create'
    and q.status = 'approved'
    and q.pk_schema_request is distinct from except_pk;
  if found then
    raise exception using
      errcode = 'SG372',
      message = format('the table %s is promised to another request', quote_literal(target_schema || '.' || target_table)),
      detail = format('Request %s is approved and waits to be applied.', v_other),
      hint = 'Ask for a change to it once it is there, or for a table of another name.',
      column = 'tableName';
  end if;
end;
$$;

comment on function specql_governance.refuse_taken_table(text, text, bigint) is
  'SG371: a relation of this name exists. SG372: another approved request creates it.';
