-- 012461  memory.checked_org()
-- The organisation that a call is about, if it is one of the caller's.

create or replace function memory.checked_org(org_id text, needed boolean default true)
  returns text
  language plpgsql
  stable
as $$
declare
  v_orgs constant text[] := common.current_orgs();
begin
  if org_id is null or org_id = '' then
    if cardinality(v_orgs) = 1 then
      return v_orgs[1];
    elsif not needed then
      return null;
    end if;
    raise exception using
      errcode = 'SG102',
      message = 'org_id is missing',
      hint = case when cardinality(v_orgs) = 0 then 'Name the organisation.' else 'You act for several; name one of them.' end,
      column = 'org_id';
  end if;
  perform common.checked_text(org_id, 'org_id', 200);
  -- What belongs to others and what is not there are refused alike.
  if not (common.sees_all_orgs() or org_id = any (v_orgs)) then
    raise exception using
      errcode = 'SG405',
      message = 'this organisation is not yours',
      detail = case when cardinality(v_orgs) = 0 then 'You act for none.' else 'You act for ' || left(array_to_string(v_orgs, ', '), 200) || '.' end,
      hint = 'Leave org_id out, or use a token whose claim org_id names it.',
      column = 'org_id';
  end if;
  return org_id;
end;
$$;

comment on function memory.checked_org(text, boolean) is
  'The organisation; where none is named, the only one that the caller acts for. SG102: none is known. SG103: too long. SG405: it is '
  'not the caller''s.';
