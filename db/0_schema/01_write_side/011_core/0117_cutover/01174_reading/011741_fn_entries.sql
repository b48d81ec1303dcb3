-- 011741  specql_cutover.entries()
-- The entries of a mapping or a list of a legacy document, in the order of the file.

create or replace function specql_cutover.entries(collection jsonb, path text)
  returns table (ordinal integer, key text, line integer, entry jsonb)
  language plpgsql
  immutable
as $$
begin
  if collection is null or collection in ('null', '""', '{}', '[]') then
    return;
  end if;
  if jsonb_typeof(collection) = 'object' then
    -- jsonb keeps no order of keys, so who calls without the reader gets the order of the keys.
    return query
      select (row_number() over (order by length(e.key), e.key))::integer, e.key, null::integer, e.value
      from jsonb_each(collection) as e;
    return;
  end if;
  if jsonb_typeof(collection) <> 'array' then
    raise exception using
      errcode = 'SG112',
      message = format('%s must be a mapping or a list', path),
      detail = format('It is a %s.', jsonb_typeof(collection)),
      column = left(path, 63);
  end if;
  return query
    select
      e.position::integer,
      e.value ->> '$key',
      case when e.value ->> '$line' ~ '^[0-9]{1,9}$' then (e.value ->> '$line')::integer end,
      case
        when jsonb_typeof(e.value) <> 'object' then e.value
        when e.value ? '$value' then e.value -> '$value'
        else e.value - '{$key,$line}'::text[]
      end
    from jsonb_array_elements(collection) with ordinality as e (value, position);
end;
$$;

comment on function specql_cutover.entries(jsonb, text) is
  'One row for each entry: ordinal from 1, key and line as the reader noted them ($key, $line), and the entry itself '
  '($value where it is no mapping). No rows for null, an empty text, {} or []. SG112: it is neither mapping nor list.';
