-- 001F28  common.refuse_partial_sight()
-- Whoever takes what he sees for the whole must see all of it.

create or replace function common.refuse_partial_sight()
  returns void
  language plpgsql
  stable
as $$
begin
  if not common.sees_all_orgs() then
    raise exception using
      errcode = 'SG405',
      message = 'only who sees every organisation may do this',
      detail = 'Rows of other organisations would be taken for rows that are gone.',
      hint = 'Act as specql_admin, with a token that has no claim org_id.';
  end if;
end;
$$;

comment on function common.refuse_partial_sight() is
  'SG405 unless the caller sees the memories of all organisations: before comparing, mirroring or moving the store of memories.';

grant execute on function common.refuse_partial_sight() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
