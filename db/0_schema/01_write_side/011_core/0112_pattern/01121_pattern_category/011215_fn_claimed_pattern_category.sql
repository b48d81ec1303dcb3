-- 011215  specql_pattern.claimed_pattern_category()
-- The internal key of a category, which is made where it is new.

create or replace function specql_pattern.claimed_pattern_category(category text)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_pk bigint;
begin
  perform common.checked_name(category, 'pattern_category');
  v_pk := specql_pattern.pattern_category_pk(category);
  if v_pk is null then
    -- Another session may be making the same one: wait for it, and take its row.
    insert into specql_pattern.tb_pattern_category (category_name)
    values (category)
    on conflict (common.name_key(category_name)) do nothing
    returning pk_pattern_category into v_pk;
    if v_pk is null then
      v_pk := specql_pattern.pattern_category_pk(category);
    end if;
  end if;
  return v_pk;
end;
$$;

comment on function specql_pattern.claimed_pattern_category(text) is
  'The internal key of the category of this name, which is made where there is none.';
