-- 011563  specql_type.checked_mode()
-- One of the seven compatibility modes.

create or replace function specql_type.checked_mode(mode text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_mode constant text := upper(replace(btrim(mode), '-', '_') collate "C");
begin
  if v_mode in ('NONE', 'BACKWARD', 'BACKWARD_TRANSITIVE', 'FORWARD', 'FORWARD_TRANSITIVE', 'FULL', 'FULL_TRANSITIVE') then
    return v_mode;
  end if;
  raise exception using
    errcode = case when coalesce(v_mode, '') = '' then 'SG102' else 'SG152' end,
    message = case when coalesce(v_mode, '') = '' then 'mode is missing'
      else format('there is no compatibility mode %s', quote_literal(left(mode, 63))) end,
    hint = 'Modes are NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD, FORWARD_TRANSITIVE, FULL and FULL_TRANSITIVE.',
    column = 'mode';
end;
$$;

comment on function specql_type.checked_mode(text) is 'The mode in upper case. SG102: nothing given. SG152: no such mode.';
