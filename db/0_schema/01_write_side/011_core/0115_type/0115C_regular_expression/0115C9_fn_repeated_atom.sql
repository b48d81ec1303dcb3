-- 0115C9  specql_type.repeated_atom()
-- An atom and its quantifier. PostgreSQL counts to 255, so longer repetitions are put together.

create or replace function specql_type.repeated_atom(atom text, quantifier text, counts text[])
  returns text
  language plpgsql
  immutable
  parallel safe
as $$
declare
  v_least constant integer := counts[1];
  v_most  constant integer := nullif(counts[3], '');
begin
  if counts is null then
    return atom || left(quantifier, 1);
  end if;
  if greatest(v_least, v_most) <= 255 then
    return atom || regexp_replace(quantifier, '\?$', '');
  end if;
  return '(?:'
    || repeat(atom || '{255}', v_least / 255)
    || case when v_least % 255 > 0 then format('%s{%s}', atom, v_least % 255) else '' end
    || case
      when counts[2] = '' then ''
      when v_most is null then atom || '*'
      else repeat(atom || '{0,255}', (v_most - v_least) / 255)
        || case when (v_most - v_least) % 255 > 0 then format('%s{0,%s}', atom, (v_most - v_least) % 255) else '' end
    end
    || ')';
end;
$$;

comment on function specql_type.repeated_atom(text, text, text[]) is
  'The atom with its quantifier; counts are the parts of {least,most}, null for the others.';
