-- 0115A6  specql_type.pointer_path()
-- A JSON Pointer as the path that #> takes (RFC 6901).

create or replace function specql_type.pointer_path(pointer text)
  returns text[]
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return array(
    select replace(replace(t.token, '~1', '/'), '~0', '~')
    from unnest(string_to_array(substr(pointer, 2), '/')) with ordinality as t (token, position)
    where pointer <> ''
    order by t.position
  );
end;
$$;

comment on function specql_type.pointer_path(text) is 'The tokens of a JSON Pointer, unescaped; none for the empty one.';
