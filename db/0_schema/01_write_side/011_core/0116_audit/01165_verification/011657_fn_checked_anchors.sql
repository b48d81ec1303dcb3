-- 011657  specql_audit.checked_anchors()
-- Reads anchors that somebody kept.

create or replace function specql_audit.checked_anchors(anchor jsonb)
  returns table (stream text, seq bigint, hash text)
  language plpgsql
  immutable
as $$
declare
  v_entries constant jsonb :=
    case jsonb_typeof(anchor) when 'array' then anchor when 'null' then '[]' else jsonb_build_array(anchor) end;
begin
  if anchor is null then
    return;
  end if;
  if exists (
    select from jsonb_array_elements(v_entries) as e
    where jsonb_typeof(e) <> 'object'
      or coalesce(e ->> 'stream', '') !~ '^[a-z][a-z0-9_]{0,62}$'
      or coalesce(e ->> 'seq', '') !~ '^[1-9][0-9]{0,17}$'
      or coalesce(e ->> 'hash', '') !~ '^[0-9a-f]{64}$'
  ) then
    raise exception using
      errcode = 'SG112',
      message = 'the anchor must be a JSON array of stream, seq and hash',
      hint = 'Give what app.audit_anchor() or specql audit anchor gave.',
      column = 'anchor';
  end if;
  if (select count(distinct e ->> 'stream') < count(*) from jsonb_array_elements(v_entries) as e) then
    raise exception using
      errcode = 'SG112',
      message = 'the anchor names a stream twice',
      hint = 'Give one anchor at a time.',
      column = 'anchor';
  end if;
  return query
  select e ->> 'stream', (e ->> 'seq')::bigint, e ->> 'hash' from jsonb_array_elements(v_entries) as e;
end;
$$;

comment on function specql_audit.checked_anchors(jsonb) is
  'One row for each anchor of a JSON array, or of a single object. SG112: it is none.';
