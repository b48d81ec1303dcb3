-- 001F25  common.current_orgs()
-- The organisations that the caller acts for: the token's claim, else specql.org_id.
-- Policies ask it, so an operator that somebody makes must not get in between: hence the search_path.

create or replace function common.current_orgs()
  returns text[]
  language plpgsql
  stable
  set search_path = pg_catalog, pg_temp
as $$
declare
  -- A setting that was once set reads '' after its transaction, not null.
  v_claim constant text := coalesce(
    nullif(pg_catalog.current_setting('jwt.claims.org_id', true), ''),
    nullif(pg_catalog.current_setting('specql.org_id', true), '')
  );
begin
  -- Anybody can set a setting. Who sees all may narrow what he sees; others must be spoken for.
  if v_claim is null or not (common.speaks_for_others() or common.is_administrator()) then
    return '{}';
  end if;
  if pg_catalog.left(v_claim, 1) <> '[' then
    return array[v_claim];
  end if;
  return array(
    select e.org
    from pg_catalog.jsonb_array_elements_text(v_claim::pg_catalog.jsonb) as e (org)
    where e.org is not null
  );
end;
$$;

comment on function common.current_orgs() is
  'The organisations whose memories the caller sees: the token''s claim org_id, else the setting specql.org_id, one name '
  'or a JSON list of names. Both count only where the login may speak for others, or for an administrator.';

grant execute on function common.current_orgs() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
