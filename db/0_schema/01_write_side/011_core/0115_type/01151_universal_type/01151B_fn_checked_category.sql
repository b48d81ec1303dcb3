-- 01151B  specql_type.checked_category()
-- The internal key of a kind of types, or an error that lists them.

create or replace function specql_type.checked_category(type_category text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk bigint;
begin
  select c.pk_type_category
  into v_pk
  from specql_type.tb_type_category as c
  where c.category_name = common.name_key(checked_category.type_category);
  if found then
    return v_pk;
  end if;
  raise exception using
    errcode = case when coalesce(btrim(type_category), '') = '' then 'SG102' else 'SG253' end,
    message = case
      when coalesce(btrim(type_category), '') = '' then 'type_category is missing'
      else format('there is no category %s', quote_literal(left(type_category, 63)))
    end,
    hint = (
      select 'Categories are ' || string_agg(c.category_name, ', ' order by c.category_name) || '.'
      from specql_type.tb_type_category as c
    ),
    column = 'type_category';
end;
$$;

comment on function specql_type.checked_category(text) is
  'The internal key of the category, whatever its case. SG102: nothing given. SG253: no such category.';
