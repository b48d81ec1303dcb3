-- 01143D  specql_governance.believed_requester()
-- On whose behalf a request is made, as far as the session is trusted to say.

create or replace function specql_governance.believed_requester(claim text)
  returns text
  language sql
  stable
as $$
  select case
    -- A token says who acts; without one, whoever may speak for others may name somebody.
    when claim is not null and common.speaks_for_others()
      and nullif(pg_catalog.current_setting('jwt.claims.sub', true), '') is null
    then claim
    else common.current_actor()
  end;
$$;

comment on function specql_governance.believed_requester(text) is
  'The named requester where the login may speak for others and no token names the actor, else the actor.';
