-- 011318  specql_service.refuse_no_list()
-- A list in a definition has elements of one kind, and not too many.

create or replace function specql_service.refuse_no_list(entry jsonb, field text, kind text, longest integer)
  returns void
  language plpgsql
  immutable
as $$
begin
  if not entry ? field or entry -> field = 'null' then
    return;
  end if;
  if jsonb_typeof(entry -> field) <> 'array' or exists (
    select from jsonb_array_elements(entry -> field) as e where jsonb_typeof(e) <> kind
  ) then
    raise exception using
      errcode = 'SG112',
      message = format('%s must be a list of %s', field, case kind when 'string' then 'texts' else 'objects' end),
      detail = format('It is %s.', left((entry -> field)::text, 60)),
      column = field;
  end if;
  if jsonb_array_length(entry -> field) > longest then
    raise exception using
      errcode = 'SG103',
      message = format('%s is too long', field),
      detail = format('It has %s elements; %s are allowed.', jsonb_array_length(entry -> field), longest),
      column = field;
  end if;
end;
$$;

comment on function specql_service.refuse_no_list(jsonb, text, text, integer) is
  'SG112 where the field is there, not null, and no list of that JSON type; SG103 where it has too many elements.';
