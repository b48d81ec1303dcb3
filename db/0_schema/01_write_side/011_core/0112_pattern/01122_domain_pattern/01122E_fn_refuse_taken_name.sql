-- 01122E  specql_pattern.refuse_taken_name()
-- Says that a pattern of this name is there.

create or replace function specql_pattern.refuse_taken_name(pattern_name text, field text)
  returns void
  language plpgsql
  stable
as $$
begin
  raise exception using
    errcode = 'SG302',
    message = format('there is a pattern %s already', quote_literal(pattern_name)),
    detail = coalesce((
      select format('It is called %s, in the category %s.', p.pattern_name, c.category_name)
      from specql_pattern.tb_domain_pattern as p
      join specql_pattern.tb_pattern_category as c on c.pk_pattern_category = p.fk_pattern_category
      where common.name_key(p.pattern_name) = common.name_key(refuse_taken_name.pattern_name)
    ), 'Names are compared without case.'),
    hint = 'Change it with app.update_pattern(), or choose another name.',
    column = field;
end;
$$;

comment on function specql_pattern.refuse_taken_name(text, text) is 'SG302: the name of a pattern is taken.';
