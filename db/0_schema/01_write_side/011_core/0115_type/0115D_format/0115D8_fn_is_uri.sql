-- 0115D8  specql_type.is_uri()
-- Whether a text is a URI, an IRI, or a reference to one.

create or replace function specql_type.is_uri(value text, relative boolean, international boolean)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
declare
  v_wide     constant text := case when international
    then '\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF\U00010000-\U0001FFFD\U00020000-\U000EFFFD' else '' end;
  v_char     constant text := format('(?:[A-Za-z0-9._~!$&''()*+,;=:@%s-]|%%[0-9A-Fa-f]{2})', v_wide);
  v_parts    constant text[] := regexp_match(value, '^(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$');
  v_authority text[];
begin
  if v_parts is null or not relative and v_parts[1] is null
    or v_parts[1] !~ '^[A-Za-z][A-Za-z0-9+.-]*$'
    or v_parts[3] !~ ('^(?:' || v_char || '|/)*$')
    or v_parts[4] !~ ('^(?:' || v_char || case when international then '|[/?\uE000-\uF8FF]' else '|[/?]' end || ')*$')
    or v_parts[5] !~ ('^(?:' || v_char || '|[/?])*$') then
    return false;
  end if;
  if v_parts[2] is null then
    return true;
  end if;
  v_authority := regexp_match(v_parts[2], '^(?:([^@]*)@)?(\[[^\]]*\]|[^:@\[\]]*)(?::[0-9]*)?$');
  return v_authority is not null
    and coalesce(v_authority[1], '') !~ '@'
    and coalesce(v_authority[1], '') ~ ('^' || v_char || '*$')
    and case
      when starts_with(v_authority[2], '[') then specql_type.is_ipv6(btrim(v_authority[2], '[]'))
        or v_authority[2] ~ '^\[[vV][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&''()*+,;=:-]+\]$'
      else v_authority[2] ~ ('^' || v_char || '*$')
    end;
end;
$$;

comment on function specql_type.is_uri(text, boolean, boolean) is
  'True for a URI with a scheme; relative: or a reference without one; international: with characters of any script. RFC 3986, RFC 3987.';
