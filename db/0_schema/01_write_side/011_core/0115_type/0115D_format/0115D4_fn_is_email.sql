-- 0115D4  specql_type.is_email()
-- Whether a text is a Mailbox of RFC 5321.

create or replace function specql_type.is_email(value text, international boolean)
  returns boolean
  language plpgsql
  immutable
as $$
declare
  v_wide  constant text := case when international then '\u0080-\U0010FFFF' else '' end;
  v_parts constant text[] := regexp_match(
    value, format(
      '^(?:[A-Za-z0-9!#$%%&''*+/=?^_`{|}~%1$s-]+(?:\.[A-Za-z0-9!#$%%&''*+/=?^_`{|}~%1$s-]+)*|"(?:[ !#-\[\]-~%1$s]|\\[ -~])*")@([^@]+)$',
      v_wide
    )
  );
  v_host  constant text := v_parts[1];
begin
  return case
    when v_parts is null or length(value) > 320 then false
    when v_host ~ '^\[IPv6:.*\]$' then specql_type.is_ipv6(substr(v_host, 7, length(v_host) - 7))
    when v_host ~ '^\[.*\]$' then specql_type.is_ipv4(substr(v_host, 2, length(v_host) - 2))
    else specql_type.is_hostname(v_host, international)
  end;
end;
$$;

comment on function specql_type.is_email(text, boolean) is
  'True for a local part, quoted or not, @, and a host name or an address in brackets. International: RFC 6531. RFC 5321, 4.1.2.';
