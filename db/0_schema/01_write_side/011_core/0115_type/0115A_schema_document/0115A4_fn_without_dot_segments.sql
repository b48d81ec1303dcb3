-- 0115A4  specql_type.without_dot_segments()
-- A URI's path without . and .. (RFC 3986, 5.2.4).

create or replace function specql_type.without_dot_segments(path text)
  returns text
  language plpgsql
  immutable
  parallel safe
as $$
declare
  v_segment text;
  v_kept    text[] := '{}';
begin
  if path !~ '(^|/)\.\.?(/|$)' then
    return path;
  end if;
  foreach v_segment in array string_to_array(path, '/') loop
    if v_segment = '..' then
      v_kept := v_kept[:greatest(cardinality(v_kept) - 1, case when starts_with(path, '/') then 1 else 0 end)];
    elsif v_segment <> '.' then
      v_kept := v_kept || v_segment;
    end if;
  end loop;
  return array_to_string(v_kept, '/') || case when path ~ '(^|/)\.\.?$' then '/' else '' end;
end;
$$;

comment on function specql_type.without_dot_segments(text) is
  'The path with its . segments left out and each .. taking the segment before it away.';
