-- 0112C2  specql_pattern.found_entity_template()
-- The template of a name, or an error that says which was meant.

create or replace function specql_pattern.found_entity_template(template_name text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk bigint;
begin
  select t.pk_entity_template
  into v_pk
  from specql_pattern.tb_entity_template as t
  where common.name_key(t.template_name) = common.name_key(common.checked_name(found_entity_template.template_name, 'template_name'));
  if found then
    return v_pk;
  end if;
  raise exception using
    errcode = 'SG276',
    message = format('there is no template %s', quote_literal(found_entity_template.template_name)),
    hint = coalesce('Did you mean ' || common.closest(found_entity_template.template_name, array(
      select t.template_name from specql_pattern.tb_entity_template as t
    )) || '?', 'The view app.entity_templates lists them.'),
    column = 'template_name';
end;
$$;

comment on function specql_pattern.found_entity_template(text) is
  'The internal key, whatever the case of the name. SG102, SG103, SG105: no name. SG276: no such template.';
