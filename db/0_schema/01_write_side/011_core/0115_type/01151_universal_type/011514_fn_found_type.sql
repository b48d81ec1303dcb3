-- 011514  specql_type.found_type()
-- The internal key of a type, or an error that says what was meant.

create or replace function specql_type.found_type(type_name text, field text default 'type_name')
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk constant bigint := specql_type.universal_type_pk(type_name);
begin
  if v_pk is not null then
    return v_pk;
  end if;
  if type_name is null or btrim(type_name) = '' then
    raise exception using
      errcode = 'SG102', message = format('%s is missing', field), hint = 'Give a type''s name or alias.', column = field;
  end if;
  raise exception using
    errcode = 'SG251',
    message = format('there is no type %s', quote_literal(left(type_name, 63))),
    hint = coalesce(
      'Did you mean ' || common.closest(type_name, array(select a.alias from specql_type.tb_type_alias as a)) || '?',
      'The view app.types lists them; app.register_type() adds one.'
    ),
    column = field;
end;
$$;

comment on function specql_type.found_type(text, text) is
  'The internal key of the type with this name or alias. SG102: nothing given. SG251: no such type.';
