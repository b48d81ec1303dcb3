-- 0114F8  specql_governance.found_sequence()
-- A sequence that a default may draw from.

create or replace function specql_governance.found_sequence(sequence_name text, path text)
  returns oid
  language plpgsql
  stable
as $$
declare
  v_sequence oid;
begin
  begin
    select c.oid into v_sequence
    from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where c.relkind = 'S' and n.nspname = coalesce((parse_ident(sequence_name))[cardinality(parse_ident(sequence_name)) - 1], 'public')
      and c.relname = (parse_ident(sequence_name))[cardinality(parse_ident(sequence_name))]
      and n.nspname !~ '^(pg_|specql_|app$|common$|graphile_migrate$)';
  exception when invalid_parameter_value then
    v_sequence := null;
  end;
  if v_sequence is null then
    raise exception using
      errcode = 'SG521', message = format('%s draws from no sequence that is there', path),
      detail = format('It names %s.', quote_literal(left(sequence_name, 80))),
      hint = 'Name the sequence with its schema, or use an identity column.', column = path;
  end if;
  return v_sequence;
end;
$$;

comment on function specql_governance.found_sequence(text, text) is
  'The sequence of this name, in the schema public where the name has none, or SG521. Our own sequences cannot be drawn from.';
