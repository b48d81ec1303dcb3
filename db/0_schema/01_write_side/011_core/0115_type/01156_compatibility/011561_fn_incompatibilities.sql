-- 011561  specql_type.incompatibilities()
-- What would break between two versions of a schema.

create or replace function specql_type.incompatibilities(old_root jsonb, new_root jsonb, mode text)
  returns table (path text, keyword text, message text, direction text)
  language plpgsql
  stable
as $$
begin
  if length(old_root::text) + length(new_root::text) > 1000000 then
    raise exception using
      errcode = 'SG155', message = 'the schemas are too large to compare',
      detail = format('They have %s characters; 1000000 are allowed.', length(old_root::text) + length(new_root::text)),
      hint = 'Split the type, or set its compatibility mode to NONE.', column = 'json_schema';
  end if;
  perform set_config('specql.comparisons', '0', true);
  return query
    select distinct p.path, p.keyword, p.message, d.direction
    from (values ('BACKWARD', old_root, new_root), ('FORWARD', new_root, old_root)) as d (direction, written, reading)
      cross join lateral specql_type.subset_problems(
        roots => jsonb_build_object('n', d.written, 'w', d.reading),
        narrow => specql_type.flat_schemas(d.written, jsonb_build_object('b', '', 's', d.written -> '')),
        wide => jsonb_build_object('b', '', 's', d.reading -> ''),
        place => '', strict => false, trail => '{}', splits => 0
      ) as p
    where mode like d.direction || '%' or mode like 'FULL%'
    order by 4, 1, 2, 3;
end;
$$;

comment on function specql_type.incompatibilities(jsonb, jsonb, text) is
  'Roots are {"": schema, name: schema of a type that it refers to}. BACKWARD: each value that is valid by the old schema must be by '
  'the new one; FORWARD the other way; FULL both. One row for what is not so, or cannot be shown to be. A property that an open '
  'object does not name counts as absent, so that an optional one can be added. SG155: too large or too tangled.';
