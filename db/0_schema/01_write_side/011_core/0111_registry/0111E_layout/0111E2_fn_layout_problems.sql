-- 0111E2  specql_registry.layout_problems()
-- Where a source tree breaks the rules of the numbering.

create or replace function specql_registry.layout_problems(paths text[])
  returns table (path text, code text, rule text, message text, hint text)
  language sql
  stable
as $$
  with part as (
    select distinct on (p.full_path)
      p.full_path, p.part, p.is_file, p.code, p.parent_code, p.kind, p.part_name
    from specql_registry.layout_parts(paths) as p
    order by p.full_path
  )
  select p.full_path, p.code, 'upper_case', format('code %s is not in upper case', p.code),
    format('Write it %s.', upper(p.code))
  from part as p
  where p.code <> upper(p.code)
  union all
  select p.full_path, p.code, 'zero', format('code %s has a zero below the layer', p.code),
    'Zero stands for the level above itself; digits go from 1 to F.'
  from part as p
  where substr(p.code, 3) like '%0%'
  union all
  select p.full_path, p.code, 'too_long', format('code %s has more than six digits', p.code),
    'Layer (two digits), domain, subdomain, entity, file.'
  from part as p
  where length(p.code) > 6
  union all
  select p.full_path, p.code, 'parent', format('%s does not stand in the folder of its code', p.part),
    case when p.parent_code is null then 'It belongs below a folder with the code ' || left(p.code, greatest(length(p.code) - 1, 2)) || '.'
      else format('The folder above has the code %s, so the code must be that and one digit.', p.parent_code) end
  from part as p
  where p.code is not null
    and case
      when p.parent_code is null then length(p.code) <> 2
      else left(p.code, -1) <> p.parent_code
    end
  union all
  select p.full_path, null, 'no_code', format('%s has no code', p.part), 'Name it code_kind_name.sql.'
  from part as p
  where p.is_file and p.code is null and p.parent_code is not null
  union all
  select p.full_path, p.code, 'depth', format('%s is a file with %s digits', p.part, length(p.code)),
    'A file has six digits and stands in the folder of its entity.'
  from part as p
  where p.is_file and length(p.code) < 6
  union all
  select p.full_path, p.code, 'kind', format('%s says no kind of object', p.part),
    'Name it code_kind_name.sql, where kind is tb, tv, v, mv, fn, tr, ty or sc.'
  from part as p
  where p.is_file and p.code is not null
    and coalesce(p.kind, '') not in ('tb', 'tv', 'v', 'mv', 'fn', 'tr', 'ty', 'sc')
  union all
  select p.full_path, p.code, 'table_digit',
    case when p.kind = 'tb' then format('table %s has not the file digit 1', p.part)
      else format('file digit 1 of %s belongs to the table', left(p.code, 5)) end,
    'On the write side file digit 1 is the table, and a table stands nowhere else.'
  from part as p
  where p.is_file and length(p.code) = 6
    and ((p.kind = 'tb' and (right(p.code, 1) <> '1' or left(p.code, 2) <> '01'))
      or (p.kind in ('tv', 'v', 'mv') and left(p.code, 2) = '01' and right(p.code, 1) = '1'))
  union all
  select p.full_path, p.code, 'twice', format('code %s is used twice', p.code),
    format('The other one is %s.', o.full_path)
  from part as p
    join part as o on o.code = p.code and o.full_path <> p.full_path
  union all
  select p.full_path, p.code, 'full', format('%s holds more than fifteen', p.code), 'Split it.'
  from part as p
  where (select count(*) from part as c where c.parent_code = p.code and left(c.full_path, length(p.full_path) + 1) = p.full_path || '/') > 15;
$$;

comment on function specql_registry.layout_problems(text[]) is
  'Problems of the tree itself, whatever is registered: upper_case, zero, too_long, parent, no_code, depth, kind, '
  'table_digit, twice, full.';
