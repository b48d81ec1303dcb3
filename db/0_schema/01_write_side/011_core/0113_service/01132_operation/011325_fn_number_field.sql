-- 011325  specql_service.number_field()
-- A number of a definition, within bounds.

create or replace function specql_service.number_field(entry jsonb, field text, otherwise numeric, lowest numeric, highest numeric)
  returns numeric
  language plpgsql
  immutable
as $$
declare
  v_text constant text := entry ->> field;
begin
  if v_text is null then
    return otherwise;
  end if;
  -- A YAML file may have been read without guessing at types, so a text that is a number counts as one.
  if jsonb_typeof(entry -> field) not in ('number', 'string') or v_text !~ '^[0-9]{1,9}([.][0-9]{1,6})?$'
    or v_text::numeric not between lowest and highest
    or lowest = 0 and v_text::numeric <> trunc(v_text::numeric) then
    raise exception using
      errcode = 'SG112',
      message = format('%s must be a %snumber from %s to %s', field, case when lowest = 0 then 'whole ' else '' end, lowest, highest),
      detail = format('It is %s.', left((entry -> field)::text, 40)),
      column = field;
  end if;
  return v_text::numeric;
end;
$$;

comment on function specql_service.number_field(jsonb, text, numeric, numeric, numeric) is
  'The number, or what stands for it where it is absent. Bounds from 0 on ask for a whole number. SG112: it is none, or out of bounds.';
