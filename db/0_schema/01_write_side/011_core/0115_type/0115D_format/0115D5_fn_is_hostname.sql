-- 0115D5  specql_type.is_hostname()
-- Whether a text is a host name.

create or replace function specql_type.is_hostname(value text, international boolean)
  returns boolean
  language plpgsql
  immutable
as $$
declare
  v_label text;
begin
  -- Three other full stops separate labels too, where labels may be in any script.
  foreach v_label in array string_to_array(
    case when international then translate(value, U&'\3002\FF0E\FF61', '...') else value end, '.'
  ) loop
    if v_label ~ '^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$' then
      if lower(left(v_label, 4) collate "C") = 'xn--' then
        if not specql_type.is_unicode_label(specql_type.punycode_decoded(substr(v_label, 5))) then
          return false;
        end if;
      elsif v_label ~ '^..--' then
        return false;
      end if;
    elsif not international or v_label !~ '[^\u0001-\u007F]' or not specql_type.is_unicode_label(v_label) then
      return false;
    end if;
  end loop;
  return value <> '' and length(value) <= 253;
end;
$$;

comment on function specql_type.is_hostname(text, boolean) is
  'True for labels of 1 to 63 letters, digits and inner hyphens, 253 characters in all; xn-- must decode to a label of IDNA 2008. '
  'International: labels in any script too. RFC 1123, 2.1; RFC 5890.';
