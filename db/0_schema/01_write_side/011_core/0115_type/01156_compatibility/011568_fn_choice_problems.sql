-- 011568  specql_type.choice_problems()
-- anyOf, oneOf, not, and if with then and else.

create or replace function specql_type.choice_problems(
  roots jsonb, narrow jsonb, wide jsonb, rule text, wanted jsonb, place text, strict boolean, trail text[], splits integer
)
  returns table (path text, keyword text, message text)
  language plpgsql
  stable
as $$
declare
  v_base   constant jsonb := wide -> 'b';
  v_branch jsonb;
  v_index  integer;
  v_other  integer;
begin
  if exists (
    select from jsonb_array_elements(narrow) as n
    where n -> 's' -> rule = wanted and specql_type.is_same_text(roots, n -> 'b', v_base, wide -> 's')
      and (rule <> 'if' or (n #> '{s,then}' is not distinct from wide #> '{s,then}'
        and n #> '{s,else}' is not distinct from wide #> '{s,else}'))
  ) then
    return;
  end if;
  case rule
  when 'not' then
    if specql_type.nodes_are_disjoint(roots -> 'n', narrow, roots -> 'w',
        specql_type.flat_schemas(roots -> 'w', jsonb_build_object('b', v_base, 's', wanted)), 0)
      -- not A within not B, where B is within A.
      or exists (
        select from jsonb_array_elements(narrow) as n
        where n -> 's' ? 'not' and not exists (
          select from specql_type.subset_problems(
            jsonb_build_object('n', roots -> 'w', 'w', roots -> 'n'),
            specql_type.flat_schemas(roots -> 'w', jsonb_build_object('b', v_base, 's', wanted)),
            jsonb_build_object('b', n -> 'b', 's', n #> '{s,not}'), '', true, trail, splits)))
    then
      return;
    end if;
    return query select place, 'not', 'cannot be shown compatible: what is excluded could be written before';
  when 'if' then
    for v_branch in
      select b.branch from (values (wide #> '{s,then}'), (wide #> '{s,else}')) as b (branch) where b.branch is not null
    loop
      if exists (select from specql_type.subset_problems(
        roots, narrow, jsonb_build_object('b', v_base, 's', v_branch), '', strict, trail, splits))
      then
        return query select place, 'if', 'cannot be shown compatible: the condition asks for more than before';
        return;
      end if;
    end loop;
  else
    <<branches>>
    for v_index in 0..jsonb_array_length(wanted) - 1 loop
      if not exists (select from specql_type.subset_problems(
        roots, narrow, jsonb_build_object('b', v_base, 's', wanted -> v_index), '', strict, trail, splits))
      then
        if rule = 'oneOf' then
          for v_other in 0..jsonb_array_length(wanted) - 1 loop
            continue branches when v_other <> v_index and not specql_type.nodes_are_disjoint(
              roots -> 'n', narrow, roots -> 'w',
              specql_type.flat_schemas(roots -> 'w', jsonb_build_object('b', v_base, 's', wanted -> v_other)), 0);
          end loop;
        end if;
        return;
      end if;
    end loop;
    if splits < 4 and specql_type.holds_for_each_type(roots, narrow, wide, rule, wanted, strict, trail, splits) then
      return;
    end if;
    return query select place, rule, case rule
      when 'anyOf' then 'cannot be shown compatible: what could be written before fits none of the alternatives'
      else 'cannot be shown compatible: what could be written before may fit none of the alternatives, or two' end;
  end case;
end;
$$;

comment on function specql_type.choice_problems(jsonb, jsonb, jsonb, text, jsonb, text, boolean, text[], integer) is
  'As specql_type.keyword_problems(), for anyOf, oneOf, not and if.';
