-- 0115A3  specql_type.resolve_uri()
-- What a URI reference means where the base URI is known (RFC 3986, 5.2).

create or replace function specql_type.resolve_uri(base text, reference text)
  returns text
  language plpgsql
  immutable
  parallel safe
as $$
declare
  v_parts constant text := '^(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?$';
  v_base  text[];
  v_given text[];
  v_path  text;
begin
  if starts_with(reference, '#') then
    return split_part(base, '#', 1) || reference;
  end if;
  v_given := regexp_match(reference, v_parts);
  if v_given[1] is not null or base = '' then
    return reference;
  end if;
  v_base := regexp_match(base, v_parts);
  v_path := case
    when v_given[2] is not null or starts_with(v_given[3], '/') then v_given[3]
    when v_given[3] = '' then v_base[3]
    when v_base[2] is not null and v_base[3] = '' then '/' || v_given[3]
    else regexp_replace(v_base[3], '[^/]*$', '') || v_given[3]
  end;
  return coalesce(v_base[1] || ':', '')
    || coalesce('//' || coalesce(v_given[2], v_base[2]), '')
    || specql_type.without_dot_segments(v_path)
    || coalesce(v_given[4], case when v_given[2] is null and v_given[3] = '' then v_base[4] end, '')
    || coalesce(v_given[5], '');
end;
$$;

comment on function specql_type.resolve_uri(text, text) is
  'The absolute form of a URI reference, fragment included. A base without a scheme is resolved against just the same.';
