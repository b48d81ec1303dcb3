-- 0114F1  specql_governance.migration_identifier()
-- A name that may stand in generated SQL.

create or replace function specql_governance.migration_identifier(name text, path text)
  returns text
  language plpgsql
  immutable
as $$
begin
  perform common.checked_name(name, path);
  if octet_length(name) > 63 or name like '%:DATABASE\_%' then
    raise exception using
      errcode = 'SG521',
      message = format('%s is no name that a migration may hold', path),
      detail = format('It reads %s.', quote_literal(name)),
      hint = 'Use at most 63 bytes, and none of the placeholders of graphile-migrate.',
      column = path;
  end if;
  return name;
end;
$$;

comment on function specql_governance.migration_identifier(text, text) is
  'The name verbatim, or SG102, SG103, SG105 or SG521 naming the field. It still goes through %I wherever it is written.';
