-- 012467  memory.checked_list()
-- A list in an input has elements of one kind, and not too many.

create or replace function memory.checked_list(input jsonb, field text, kind text)
  returns void
  language plpgsql
  immutable
as $$
begin
  if coalesce(input -> field, 'null') = 'null' then
    return;
  end if;
  if jsonb_typeof(input -> field) <> 'array' or exists (
    select from jsonb_array_elements(input -> field) as e where jsonb_typeof(e) <> kind
  ) then
    raise exception using
      errcode = 'SG120',
      message = format('%s must be a list of %s', field, case kind when 'string' then 'texts' else 'objects' end),
      column = field;
  end if;
  if jsonb_array_length(input -> field) > 1000 then
    raise exception using
      errcode = 'SG103',
      message = format('%s is too long', field),
      detail = format('It has %s elements; 1000 are allowed.', jsonb_array_length(input -> field)),
      column = field;
  end if;
end;
$$;

comment on function memory.checked_list(jsonb, text, text) is 'SG120: no list of that JSON type. SG103: more than 1000.';
