-- 011747  specql_cutover.texts_of()
-- Reads a list of texts.

create or replace function specql_cutover.texts_of(entry jsonb, field text)
  returns text[]
  language plpgsql
  immutable
as $$
declare
  v_list constant jsonb := entry -> field;
begin
  if v_list is null or v_list in ('null', '""', '[]') then
    return '{}';
  end if;
  if jsonb_typeof(v_list) <> 'array' or exists (
    select from jsonb_array_elements(v_list) as e where jsonb_typeof(e) in ('object', 'array')
  ) then
    raise exception using
      errcode = 'SG116',
      message = format('%s must be a list of texts', field),
      detail = format('It is %s.', left(v_list::text, 60)),
      column = field;
  end if;
  return array(select e.value from jsonb_array_elements_text(v_list) with ordinality as e (value, position) order by e.position);
end;
$$;

comment on function specql_cutover.texts_of(jsonb, text) is 'The texts, {} where absent or empty. SG116: it is no list of texts.';
