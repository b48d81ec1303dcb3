-- 011751  specql_cutover.legacy_layout()
-- How a legacy code is to be read at the place where it stands.

create or replace function specql_cutover.legacy_layout(code text, domain text, subdomain text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_code constant text := upper(code collate "C");
begin
  return case
    when v_code is null then null
    when v_code !~ '^[0-9A-F]{6,8}$' then 'unknown'
    -- The same six characters can be read in two ways, so the place decides.
    when length(v_code) = 6 and substr(v_code, 3, 2) = domain || subdomain then 'SDSEX'
    when length(v_code) = 6 and substr(v_code, 3, 3) = domain || '0' || subdomain then 'SSDSSE'
    when length(v_code) = 7 and substr(v_code, 3, 3) = domain || '0' || subdomain then 'SSDSSEX'
    when length(v_code) = 7 and substr(v_code, 3, 2) = domain || subdomain then 'SSDSEEX'
    when length(v_code) = 8 and substr(v_code, 3, 3) = domain || '0' || subdomain then 'SSDSSEEX'
    else 'elsewhere'
  end;
end;
$$;

comment on function specql_cutover.legacy_layout(text, text, text) is
  'SDSEX, SSDSSE, SSDSSEX, SSDSEEX or SSDSSEEX where that reading names the given place (one digit each); elsewhere '
  'where every reading names another place; unknown where it is no code at all.';
