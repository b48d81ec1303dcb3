-- 011495  specql_governance.checked_scope()
-- The scope as it is stored: domains and subdomains by number, so that renaming one loses nothing.

create or replace function specql_governance.checked_scope(scope text, with_requests boolean)
  returns text
  language plpgsql
  stable
as $$
declare
  v_kind constant text := lower(split_part(coalesce(btrim(scope), 'all'), ':', 1));
  v_name constant text := btrim(substr(btrim(scope), length(split_part(btrim(scope), ':', 1)) + 2));
  v_place text[];
  v_scopes text[];
begin
  if v_kind = 'all' and coalesce(v_name, '') = '' then
    return 'all';
  end if;
  if length(scope) <= 200 and v_name <> '' then
    if v_kind = 'domain' then
      v_scopes := specql_governance.scopes_of(jsonb_build_object('domain', v_name));
      if v_scopes[2] is not null then
        return v_scopes[2];
      end if;
      raise exception using
        errcode = 'SG201', message = format('there is no domain %s', quote_literal(left(v_name, 63))),
        hint = 'specql registry domains list', column = 'scope';
    elsif v_kind = 'subdomain' and strpos(v_name, '/') > 0 then
      v_place := array[split_part(v_name, '/', 1), substr(v_name, strpos(v_name, '/') + 1)];
      v_scopes := specql_governance.scopes_of(jsonb_build_object('domain', v_place[1], 'subdomain', v_place[2]));
      if v_scopes[3] is not null then
        return v_scopes[3];
      end if;
      raise exception using
        errcode = 'SG203', message = format('there is no subdomain %s', quote_literal(left(v_name, 130))),
        hint = 'Write subdomain:DOMAIN/NAME.', column = 'scope';
    elsif v_kind = 'table' then
      return 'table:' || case when strpos(v_name, '.') > 0 then v_name else 'public.' || v_name end;
    elsif v_kind = 'request' and with_requests then
      return 'request:' || lower(v_name);
    end if;
  end if;
  raise exception using
    errcode = 'SG197', message = 'scope is not one of those that there are',
    detail = format('It reads %s.', quote_literal(left(scope, 100))),
    hint = 'Write all, domain:NAME, subdomain:DOMAIN/NAME or table:SCHEMA.NAME' || case when with_requests then ', or request:ID.' else '.' end,
    column = 'scope';
end;
$$;

comment on function specql_governance.checked_scope(text, boolean) is
  'all, domain:NUMBER, subdomain:NUMBER/NUMBER, table:SCHEMA.NAME or (for waivers) request:ID. SG197: another form. SG201, SG203: no '
  'such domain or subdomain.';
