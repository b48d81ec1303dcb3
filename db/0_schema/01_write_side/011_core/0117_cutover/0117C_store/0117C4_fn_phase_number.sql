-- 0117C4  specql_cutover.phase_number()
-- The place of a phase on the way from the file to the database.

create or replace function specql_cutover.phase_number(phase text)
  returns integer
  language plpgsql
  immutable
as $$
declare
  c_phases constant text[] := array['legacy', 'dual_write', 'shadow_read', 'postgres', 'retired'];
begin
  if phase is null then
    raise exception using
      errcode = 'SG102', message = 'phase is missing', hint = format('The phases are %s.', array_to_string(c_phases, ', ')),
      column = 'phase';
  end if;
  if not phase = any (c_phases) then
    raise exception using
      errcode = 'SG158',
      message = format('there is no phase %s', quote_literal(left(phase, 60))),
      hint = format('The phases are %s.', array_to_string(c_phases, ', ')),
      column = 'phase';
  end if;
  return array_position(c_phases, phase);
end;
$$;

comment on function specql_cutover.phase_number(text) is
  '1 for legacy to 5 for retired. SG102: none is given. SG158: it is no phase.';
