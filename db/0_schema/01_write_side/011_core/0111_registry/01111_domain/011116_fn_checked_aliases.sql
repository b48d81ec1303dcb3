-- 011116  specql_registry.checked_aliases()
-- A list of aliases, each of them a name.

create or replace function specql_registry.checked_aliases(aliases text[])
  returns text[]
  language plpgsql
  immutable
as $$
declare
  v_alias text;
begin
  if cardinality(aliases) > 50 then
    raise exception using
      errcode = 'SG103',
      message = 'there are too many aliases',
      detail = format('There are %s; 50 are allowed.', cardinality(aliases)),
      column = 'aliases';
  end if;
  foreach v_alias in array coalesce(aliases, '{}') loop
    -- A single letter may be an alias as long as no domain has that number: the claims see to it.
    if v_alias is null or v_alias !~ '^[A-Fa-f]$' then
      perform specql_registry.checked_place_name(v_alias, 'aliases');
    end if;
  end loop;
  -- Any number of dimensions and any lower bound become a plain list.
  return array(select a.name from unnest(aliases) with ordinality as a (name, position) order by a.position);
end;
$$;

comment on function specql_registry.checked_aliases(text[]) is
  'The aliases as a plain list, {} for null. SG103: more than 50. SG102, SG103, SG105, SG109: one of them is no name.';
