-- 0311E1  app.check_layout()
-- Holds a source tree against the rules of the numbering and against the registry.

create or replace function app.check_layout(paths text[])
  returns table (path text, code text, rule text, message text, hint text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  if paths is null or cardinality(paths) = 0 then
    raise exception using
      errcode = 'SG102', message = 'paths is missing', hint = 'Give the paths of the tree''s files, for example '
        'db/01_write_side/012_crm/0123_customer/01231_contact/012311_tb_contact.sql.', column = 'paths';
  end if;
  if cardinality(paths) > 100000 then
    raise exception using
      errcode = 'SG103', message = 'there are too many paths',
      detail = format('There are %s; 100000 are allowed.', cardinality(paths)), column = 'paths';
  end if;
  -- A tree in which nothing is coded is not one without problems.
  if not exists (select from specql_registry.layout_parts(paths) as p where p.code is not null) then
    raise exception using
      errcode = 'SG205', message = 'no path has a code in it',
      hint = 'Folders and files are named by their code: 01_write_side/012_crm/…', column = 'paths';
  end if;
  return query
    select p.* from specql_registry.layout_problems(paths) as p
    union all
    select s.* from specql_registry.layout_strangers(paths) as s
    order by 1, 3;
end;
$$;

comment on function app.check_layout(text[]) is
  'The problems of a source tree, none where it keeps the rules: path, code, rule (upper_case, zero, too_long, parent, no_code, '
  'depth, kind, table_digit, twice, full, unregistered, other_name), message and hint. SG205: nothing in it has a code.';

grant execute on function app.check_layout(text[]) to specql_reader;
